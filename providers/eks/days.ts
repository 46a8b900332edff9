/** A day in UTC, as `2026-11-24`. */
export function utcDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** Days that a log group can be set to: docs.aws.amazon.com/AmazonCloudWatchLogs, PutRetentionPolicy (2026-11). */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The least of them that is enough; undefined where only keeping for ever is. */
export function retentionFor(days: number): number | undefined {
  return RETENTIONS.find((one) => one >= days);
}
