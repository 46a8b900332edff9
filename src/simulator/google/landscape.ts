/** A Google Cloud landscape as plain data. What is left out takes the value that Google gives to new resources. */

export interface GoogleLandscape {
  readonly organizations?: readonly SimContainer[];
  readonly folders?: readonly SimContainer[];
  readonly projects: readonly SimProject[];
  readonly storageBuckets?: readonly SimStorageBucket[];
  readonly datasets?: readonly SimDataset[];
  readonly topics?: readonly SimTopic[];
  readonly keys?: readonly SimKey[];
}

/** What project, folder and organisation have in common. */
export interface SimAudited {
  readonly auditConfigs?: readonly SimAuditConfig[];
  /** Sinks besides the two system sinks. */
  readonly sinks?: readonly SimSink[];
  /** What differs from a fresh `_Default` sink. */
  readonly defaultSink?: Partial<SimSink>;
}

export interface SimContainer extends SimAudited {
  readonly id: string;
  readonly displayName?: string;
  /** `folders/1` or `organizations/2`; absent for an organisation. */
  readonly parent?: string;
}

export interface SimProject extends SimAudited {
  readonly id: string;
  readonly number: string;
  readonly parent?: string;
  readonly state?: "ACTIVE" | "DELETE_REQUESTED";
  readonly labels?: { readonly [key: string]: string };
  /** APIs that are switched off in this project. */
  readonly disabledServices?: readonly string[];
  /** Log buckets besides the two system buckets. */
  readonly buckets?: readonly SimLogBucket[];
  readonly defaultBucket?: Partial<SimLogBucket>;
  readonly requiredBucket?: Partial<SimLogBucket>;
  readonly clusters?: readonly SimCluster[];
  /** Zones that do not answer a list. */
  readonly missingZones?: readonly string[];
}

export interface SimAuditConfig {
  readonly service: string;
  readonly auditLogConfigs: readonly {
    readonly logType: "ADMIN_READ" | "DATA_READ" | "DATA_WRITE";
    readonly exemptedMembers?: readonly string[];
  }[];
}

export interface SimSink {
  readonly name: string;
  readonly destination: string;
  readonly filter?: string;
  readonly exclusions?: readonly { readonly name: string; readonly filter: string; readonly disabled?: boolean }[];
  readonly disabled?: boolean;
  readonly includeChildren?: boolean;
  readonly interceptChildren?: boolean;
  readonly usePartitionedTables?: boolean;
}

export interface SimLogBucket {
  readonly id: string;
  readonly location?: string;
  readonly retentionDays?: number;
  readonly locked?: boolean;
  readonly lifecycleState?: "ACTIVE" | "DELETE_REQUESTED" | "UPDATING" | "CREATING" | "FAILED" | "ARCHIVED";
  readonly kmsKeyName?: string;
}

export interface SimCluster {
  readonly name: string;
  readonly location: string;
  readonly version?: string;
  readonly status?: "PROVISIONING" | "RUNNING" | "RECONCILING" | "STOPPING" | "ERROR" | "DEGRADED";
  readonly autopilot?: boolean;
  readonly createTime?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly loggingComponents?: readonly string[];
  readonly clientCertificate?: boolean;
}

export interface SimStorageBucket {
  readonly name: string;
  readonly projectNumber?: string;
  readonly location?: string;
  /** Seconds; Google answers them as text. */
  readonly retentionPeriod?: string;
  readonly retentionLocked?: boolean;
  readonly lifecycle?: readonly SimLifecycleRule[];
  readonly kmsKeyName?: string;
}

export interface SimLifecycleRule {
  readonly action: { readonly type: string; readonly storageClass?: string };
  readonly condition: { readonly [name: string]: number | string | boolean | readonly string[] };
}

export interface SimDataset {
  readonly project: string;
  readonly id: string;
  readonly location?: string;
  readonly partitionExpirationMs?: string;
  readonly tableExpirationMs?: string;
  readonly kmsKeyName?: string;
}

export interface SimTopic {
  readonly project: string;
  readonly id: string;
  /** Such as `604800s`. */
  readonly messageRetention?: string;
  readonly subscriptions?: readonly string[];
  readonly kmsKeyName?: string;
}

export interface SimKey {
  /** `projects/P/locations/L/keyRings/R/cryptoKeys/K` */
  readonly name: string;
  /** State of the primary version; absent: the key has no primary version. */
  readonly primary?: "ENABLED" | "DISABLED" | "DESTROYED" | "DESTROY_SCHEDULED";
}
