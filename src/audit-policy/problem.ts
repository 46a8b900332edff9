import type { Position } from "./yaml/problem.ts";

/** What is wrong with a policy file, or odd about it, and where. Lines and columns count from 1, in characters. */
export interface Problem extends Position {
  readonly message: string;
  /** The field, such as `rules[0].resources[1].group`. */
  readonly path?: string;
  /** Where the API server's loader gives up; absent from warnings. */
  readonly failedAt?: FailedAt;
  /** For faults found by validation: what the library calls them. */
  readonly type?: FaultType;
  /** For faults found by validation: the library's own path, in which entries of `resources` have no index. */
  readonly field?: string;
}

export type FailedAt = "decode" | "version" | "validation" | "no-rules";

export type FaultType = "Required" | "NotSupported" | "Invalid";
