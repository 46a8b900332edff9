/** Calls of the cloud API by which the audit path is changed. */

export interface CloudEvent {
  /** Service, as CloudTrail names it. */
  readonly source: string;
  readonly name: string;
}

export interface TamperingActivity {
  /** Id of a cloud activity of the catalogue, whose events these are. */
  readonly activity: string;
  readonly events: readonly CloudEvent[];
}

function of(source: string, ...names: readonly string[]): CloudEvent[] {
  return names.map((name) => ({ source: `${source}.amazonaws.com`, name }));
}

export const TAMPERING: readonly TamperingActivity[] = [
  { activity: "CL-EKS-LOGGING-OFF", events: of("eks", "UpdateClusterConfig") },
  {
    activity: "CL-EKS-STORE-TAMPER",
    events: [
      ...of(
        "logs",
        "DeleteLogGroup",
        "DeleteLogStream",
        "PutRetentionPolicy",
        "DeleteSubscriptionFilter",
        "PutLogGroupDeletionProtection",
      ),
      ...of("cloudtrail", "StopLogging", "DeleteTrail", "PutEventSelectors"),
    ],
  },
];

/** The services behind them. */
export const TAMPERING_SOURCES: readonly string[] = [
  ...new Set(TAMPERING.flatMap(({ events }) => events.map(({ source }) => source))),
];
