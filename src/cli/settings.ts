import type { Landscape, Selection } from "../../providers/contract.ts";
import type { Catalogue } from "../evaluate/catalogue.ts";
import type { EvaluateOptions, OwnPolicy } from "../evaluate/options.ts";
import type { ConfigFile } from "./config-schema.ts";
import { DEFAULT_FILE, readConfig } from "./config.ts";
import { UsageError } from "./errors.ts";
import { THRESHOLDS, type Threshold } from "./exit-code.ts";
import type { LandscapeConfig } from "./landscape-flags.ts";
import { readOwnPolicies } from "./own-policies.ts";
import { closest } from "./suggest.ts";

const DEFAULT_REQUIREMENTS = "pci-dss-4.0.1";
const DEFAULT_FAIL_ON: Threshold = "high";

/** Flags and configuration together: a flag wins. */
export interface Settings {
  readonly failOn: Threshold;
  readonly landscape: LandscapeConfig;
  readonly policies: readonly OwnPolicy[];
  readonly evaluateOptions: (catalogue: Catalogue) => EvaluateOptions;
}

export interface SettingFlags {
  readonly config?: string | undefined;
  readonly requirements?: string | undefined;
  readonly failOn?: string | undefined;
  readonly policy?: readonly string[] | undefined;
}

export async function loadSettings(flags: SettingFlags, landscapes: readonly Landscape[]): Promise<Settings> {
  const config = readConfig(flags.config, landscapes);
  const policies = await readOwnPolicies(flags.policy ?? [], config.policies, flags.config ?? DEFAULT_FILE);
  return {
    failOn: thresholdOf(flags.failOn) ?? config.failOn ?? DEFAULT_FAIL_ON,
    landscape: new Map(Object.entries(config.landscape ?? {}).map(([id, part]) => [id, part as Selection])),
    policies,
    evaluateOptions: (catalogue) => ({
      ...evaluateOptions(flags.requirements ?? config.requirements, config, catalogue),
      policies,
    }),
  };
}

function thresholdOf(value: string | undefined): Threshold | undefined {
  if (value === undefined) return undefined;
  const found = THRESHOLDS.find((threshold) => threshold === value);
  if (found) return found;
  const like = closest(value, THRESHOLDS);
  throw new UsageError(`--fail-on ${value}: ${like ? `did you mean ${like}? ` : ""}It takes ${THRESHOLDS.join(", ")}`);
}

function evaluateOptions(
  wanted: ConfigFile["requirements"],
  config: ConfigFile,
  catalogue: Catalogue,
): EvaluateOptions {
  const known = catalogue.controls.map((control) => control.id);
  const waivers = config.waivers ?? [];
  for (const waiver of waivers) {
    if (known.includes(waiver.control)) continue;
    const like = closest(waiver.control, known);
    throw new UsageError(`waivers: no control ${waiver.control}${like ? `; did you mean ${like}?` : ""}`);
  }
  return {
    requirements:
      typeof wanted === "object"
        ? { id: "custom", ...wanted }
        : namedRequirements(wanted ?? DEFAULT_REQUIREMENTS, catalogue),
    declared: (config.declared ?? []).map(({ store, hotDays, totalDays, watched, note }) => ({
      store,
      note,
      ...(hotDays === undefined ? {} : { hotDays }),
      ...(totalDays === undefined ? {} : { totalDays }),
      ...(watched === undefined ? {} : { watched }),
    })),
    waivers,
  };
}

function namedRequirements(id: string, catalogue: Catalogue): EvaluateOptions["requirements"] {
  const found = catalogue.requirements(id);
  if (found) return { id: found.id, hotDays: found.hotDays, totalDays: found.totalDays };
  const like = closest(id, catalogue.requirementIds);
  throw new UsageError(
    `requirements ${id}: ${like ? `did you mean ${like}? ` : ""}It takes ${catalogue.requirementIds.join(", ")}`,
  );
}
