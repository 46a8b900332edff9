/** What an audit policy is asked about, and what it answers. Shapes follow audit.k8s.io/v1. */

export const LEVELS = ["None", "Metadata", "Request", "RequestResponse"] as const;
export type Level = (typeof LEVELS)[number];

export const STAGES = ["RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"] as const;
export type Stage = (typeof STAGES)[number];

/** The attributes the API server matches a policy against. */
export interface AuditRequest {
  /** null or absent: no authenticated user (a 401). `""` is a user with an empty name, and not the same. */
  readonly user?: string | null;
  readonly groups?: readonly string[];
  readonly verb: string;
  /** `""` is the core group. */
  readonly apiGroup?: string;
  readonly apiVersion?: string;
  readonly resource?: string;
  readonly subresource?: string;
  /** `""`: cluster-scoped, or all namespaces. */
  readonly namespace?: string;
  readonly name?: string;
  /** False for URLs such as `/healthz`, which policies match by `path`. */
  readonly resourceRequest: boolean;
  readonly path?: string;
}

/** The policy's answer to one request. */
export interface Decision {
  readonly level: Level;
  /** 1-based index of the deciding rule, 0 when none matched. */
  readonly rule: number;
  /** Stages for which nothing is emitted: sorted, without duplicates. */
  readonly omitStages: readonly Stage[];
  readonly omitManagedFields: boolean;
}

/** Whether `level` records at least what `least` asks for. */
export function isAtLeast(level: Level, least: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}
