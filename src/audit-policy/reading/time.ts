import { isDate } from "../yaml/timestamp.ts";

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|([-+])(\d{2}):(\d{2}))$/;

/** A time as metav1.Time reads it, in the form in which it is written again: UTC, whole seconds. Undefined if it is none. */
export function parseTime(text: string): string | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [sign = "+", zoneHours = "0", zoneMinutes = "0"] = match.slice(7);
  const isClock = hour < 24 && minute < 60 && second < 60 && Number(zoneHours) <= 24 && Number(zoneMinutes) < 60;
  if (!isClock || !isDate(year, month, day)) return undefined;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === "-" ? 1 : -1);
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  time.setUTCHours(hour, minute + offset, second);
  return `${time.toISOString().slice(0, 19)}Z`;
}
