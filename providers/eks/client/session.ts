import type { DeepSession } from "./deep-session.ts";

/** What one set of credentials can ask of AWS. Answers are the JSON as it came, to be checked by the caller. */
export interface Session extends DeepSession {
  /** Absent where nothing can be renewed. */
  readonly credentialsInUse?: () => Expire;
  /** False when the chain of credential providers ends without any. */
  hasCredentials(): Promise<boolean>;
  getCallerIdentity(signal: AbortSignal): Promise<unknown>;
  assumeRole(input: AssumeRoleInput, signal: AbortSignal): Promise<unknown>;
  listRegions(token: Token, signal: AbortSignal): Promise<unknown>;
  listAccounts(token: Token, signal: AbortSignal): Promise<unknown>;
  listAccountsForParent(parent: string, token: Token, signal: AbortSignal): Promise<unknown>;
  listOrganizationalUnitsForParent(parent: string, token: Token, signal: AbortSignal): Promise<unknown>;
  listClusters(region: string, token: Token, signal: AbortSignal): Promise<unknown>;
  describeCluster(region: string, name: string, signal: AbortSignal): Promise<unknown>;
  describeLogGroups(region: string, prefix: string, token: Token, signal: AbortSignal): Promise<unknown>;
  describeAccountPolicies(region: string, type: AccountPolicyType, token: Token, signal: AbortSignal): Promise<unknown>;
  getDataProtectionPolicy(region: string, logGroup: string, signal: AbortSignal): Promise<unknown>;
  describeKey(region: string, key: string, signal: AbortSignal): Promise<unknown>;
  listTelemetryPipelines(region: string, token: Token, signal: AbortSignal): Promise<unknown>;
}

/** Where a list goes on; undefined for its first page. */
export type Token = string | undefined;

export type AccountPolicyType = "RETENTION_POLICY" | "DATA_PROTECTION_POLICY" | "SUBSCRIPTION_FILTER_POLICY";

export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly externalId: string | undefined;
}

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Says of the credentials that were in use when it was made that they have ended. */
export type Expire = () => void;

/** Credentials of a role that are renewed shortly before they end, and when they were refused. */
export interface Renewing {
  get(): Promise<RoleCredentials>;
  inUse(): Expire;
}

/** Which credentials a session works with. */
export type Source =
  | { readonly kind: "default" }
  | { readonly kind: "profile"; readonly name: string }
  | { readonly kind: "role"; readonly credentials: Renewing };

export interface Aws {
  /** @param fallbackRegion for calls that need some region, where none is configured */
  session(source: Source, fallbackRegion: string): Session;
  /** Loads what the first cluster will need, while other answers are awaited. */
  warm(): void;
}
