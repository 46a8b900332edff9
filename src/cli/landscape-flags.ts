import { Option, type Command } from "commander";
import { isSwitchedOn, type Landscape, type LandscapeOption, type Selection } from "../../providers/contract.ts";
import { providers } from "../../providers/registry.ts";
import { UsageError } from "./errors.ts";
import { closest } from "./suggest.ts";

/** What was asked for, by provider id. */
export interface Asked {
  readonly provider: string;
  readonly selection: Selection;
  /** The user named this provider or a scope of it. */
  readonly asked: boolean;
}

/** The configuration's part for each provider. */
export type LandscapeConfig = ReadonlyMap<string, Selection>;

export async function loadLandscapes(): Promise<Landscape[]> {
  const ids = Object.keys(providers).toSorted();
  return Promise.all(
    ids.map(async (id) => {
      const provider = await providers[id]?.();
      if (!provider) throw new Error(`no provider ${id}`);
      return (await provider.landscape()).landscape;
    }),
  );
}

/** Adds the flags that say what is scanned. */
export function addLandscapeFlags(command: Command, landscapes: readonly Landscape[]): void {
  const ids = landscapes.map((landscape) => landscape.id);
  command.addOption(
    new Option("--provider <id>", "only this provider (repeatable)")
      .choices(ids)
      .argParser((value: string, before: string[] | undefined) => {
        if (!ids.includes(value)) throw new UsageError(`--provider ${value}: ${choiceHint(value, ids)}`);
        return [...(before ?? []), value];
      }),
  );
  command.addOption(
    new Option("--region <name>", "only this location; a region includes its zones (repeatable)").argParser(collect),
  );
  for (const landscape of landscapes) {
    for (const option of landscape.options) command.addOption(optionOf(option));
  }
}

function optionOf(option: LandscapeOption): Option {
  const made = new Option(
    option.flag,
    option.kind === "list" ? `${option.description} (repeatable)` : option.description,
  );
  if (option.kind === "switch") return made;
  return made.argParser((value: string, before: unknown): unknown => {
    const fault = option.check?.(value);
    if (fault !== undefined) throw new UsageError(`${option.flag.split(" ")[0]}: ${fault}`);
    return option.kind === "list" ? collect(value, Array.isArray(before) ? before.map(String) : undefined) : value;
  });
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** Puts flags over configuration and decides which providers take part. */
export function whatIsAsked(
  flags: Record<string, unknown>,
  config: LandscapeConfig,
  landscapes: readonly Landscape[],
): Asked[] {
  const named = stringsOf(flags["provider"]);
  const all = landscapes.map((landscape) => {
    const fromFlags = selectionOf(flags, landscape);
    const selection = { ...config.get(landscape.id), ...fromFlags, ...locationsOf(flags, landscape) };
    return {
      landscape,
      selection,
      byFlag: hasScope(fromFlags, landscape),
      byConfig: hasScope(config.get(landscape.id) ?? {}, landscape),
    };
  });
  const chosen = all.filter(({ landscape, byFlag, byConfig }) => {
    if (named.length > 0) return named.includes(landscape.id);
    if (all.some((one) => one.byFlag)) return byFlag;
    return all.some((one) => one.byConfig) ? byConfig : true;
  });
  const unused = all.find((one) => one.byFlag && !chosen.includes(one));
  if (unused)
    throw new UsageError(
      `a scope of ${unused.landscape.title} is named, but --provider leaves it out; add --provider ${unused.landscape.id}`,
    );
  return chosen.map(({ landscape, selection, byFlag, byConfig }) => ({
    provider: landscape.id,
    selection,
    asked: named.includes(landscape.id) || byFlag || byConfig,
  }));
}

function selectionOf(flags: Record<string, unknown>, landscape: Landscape): Selection {
  const entries = landscape.options.flatMap((option) => {
    const value = flags[attributeOf(option.flag)];
    return value === undefined ? [] : [[option.key, value] as const];
  });
  return Object.fromEntries(entries) as Selection;
}

function locationsOf(flags: Record<string, unknown>, landscape: Landscape): Selection {
  const regions = stringsOf(flags["region"]);
  return regions.length > 0 ? { [landscape.locationsKey]: regions } : {};
}

function hasScope(selection: Selection, landscape: Landscape): boolean {
  return landscape.options.some((option) => {
    const value = selection[option.key];
    return Array.isArray(value) ? value.length > 0 : option.kind === "switch" && isSwitchedOn(value);
  });
}

/** The name under which commander keeps a flag's value. */
function attributeOf(flag: string): string {
  return new Option(flag).attributeName();
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function choiceHint(value: string, choices: readonly string[]): string {
  const like = closest(value, choices);
  return `${like === undefined ? "" : `did you mean ${like}? `}It takes ${choices.join(", ")}`;
}
