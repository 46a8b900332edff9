import { existsSync } from "node:fs";
import { policyOf } from "../../policies/profile.ts";
import { profiles } from "../../policies/registry.ts";
import type { Policy, Problem } from "../audit-policy/index.ts";
import type { Level } from "../model/audit.ts";
import { UsageError } from "./errors.ts";
import { acceptPolicyFile } from "./policy-file.ts";
import { loadProfileFile } from "./policy-run.ts";
import { textFlag, type Flags } from "./scan-run.ts";
import { closest } from "./suggest.ts";

/** A policy that the command line names. */
export interface ChosenPolicy {
  /** The profile's id, or the file as it was given. */
  readonly name: string;
  readonly policy: Policy;
  /** What the API server reads over in a file. */
  readonly warnings: readonly Problem[];
  /** Of a profile: whose it is. */
  readonly provider?: string;
  /** The level that another source gives for a rule. */
  disputedLevel(rule: number): Level | undefined;
}

/** A profile's id or a file. @throws UsageError for what is neither, and for every problem of a file */
export function choosePolicy(name: string, kubernetes: string | undefined): ChosenPolicy {
  if (profiles.includes(name)) return chooseProfile(name);
  if (existsSync(name) || /[./\\]/.test(name)) return chooseFile(name, kubernetes);
  const like = closest(name, profiles);
  const hint = like === undefined ? "" : ` Did you mean ${like}?`;
  throw new UsageError(`${name} is no profile and no file.${hint} The profiles are ${profiles.join(", ")}`);
}

export function chooseProfile(id: string): ChosenPolicy {
  const file = loadProfileFile(id);
  const disputed = new Map(file.provenance.map((row) => [row.rule, row.disputed?.level]));
  return {
    name: id,
    policy: policyOf(file),
    warnings: [],
    provider: file.provider,
    disputedLevel: (rule) => disputed.get(rule),
  };
}

export function chooseFile(file: string, kubernetes: string | undefined): ChosenPolicy {
  const { policy, warnings } = acceptPolicyFile(file, kubernetes);
  return { name: file, policy, warnings, disputedLevel: () => undefined };
}

export function everyProfile(): ChosenPolicy[] {
  return profiles.map(chooseProfile);
}

/** The value of `--kubernetes`, without a leading v. */
export function kubernetesFlag(flags: Flags): string | undefined {
  const value = textFlag(flags, "kubernetes");
  if (value === undefined || /^v?1\.\d{1,3}(\.\d+)?$/.test(value)) return value?.replace(/^v/, "");
  throw new UsageError(`--kubernetes ${value}: expected a version such as 1.34`);
}

/** As the engine takes it. */
export function versionOption(kubernetes: string | undefined): { readonly kubernetes?: string } {
  return kubernetes === undefined ? {} : { kubernetes };
}

/** Runs an analysis of a policy. @throws UsageError where its rules are too entangled for that */
export function analysed<Result>(name: string, analyse: () => Result): Result {
  try {
    return analyse();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}
