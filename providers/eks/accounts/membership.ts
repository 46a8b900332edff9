import type { Picks, Run, Selection } from "../../contract.ts";
import { isSwitchedOn } from "../../contract.ts";
import type { Seat } from "../asking/ask.ts";
import { listAccountsOf, listUnitsOf } from "./organization-calls.ts";
import type { Listed } from "../asking/paging.ts";
import type { AccountAnswer } from "../schema.ts";

/** Which accounts of an organisation are meant. */
export interface Organization {
  readonly include: Picked;
  readonly exclude: Picked;
}

/** An account that one of these names is picked. */
export interface Picked {
  readonly ids: readonly string[];
  /** `*` stands for any text. */
  readonly names: readonly string[];
  /** Organisational units or roots; whatever is below them at any depth. */
  readonly ous: readonly string[];
}

/** @returns undefined when the organisation is not asked for */
export function organizationOf(value: Selection[string]): Organization | undefined {
  if (!isSwitchedOn(value)) return undefined;
  const sides =
    typeof value === "object" && !Array.isArray(value) ? (value as { include?: Picks; exclude?: Picks }) : {};
  return { include: pickedOf(sides.include), exclude: pickedOf(sides.exclude) };
}

function pickedOf(picks: Picks | undefined): Picked {
  return { ids: picks?.["ids"] ?? [], names: picks?.["names"] ?? [], ous: picks?.["ous"] ?? [] };
}

/** Account ids by the unit that was named. */
export type Units = ReadonlyMap<string, ReadonlySet<string>>;

/** Tells which accounts are meant, and which of the things named have matched none so far. */
export interface Picker {
  isMeant(account: AccountAnswer): boolean;
  unmatched(): readonly string[];
}

export function pickerOf({ include, exclude }: Organization, units: Units): Picker {
  const unmatched = new Map<string, (account: AccountAnswer) => boolean>();
  const included = testsOf(include, units);
  const excluded = testsOf(exclude, units);
  for (const [name, test] of included) unmatched.set(name, test);
  return {
    isMeant(account) {
      for (const [name, test] of unmatched) if (test(account)) unmatched.delete(name);
      const isIn = included.size === 0 || [...included.values()].some((test) => test(account));
      return isIn && ![...excluded.values()].some((test) => test(account));
    },
    unmatched: () => [...unmatched.keys()],
  };
}

function testsOf({ ids, names, ous }: Picked, units: Units): Map<string, (account: AccountAnswer) => boolean> {
  return new Map([
    ...ids.map((id) => [`account ${id}`, ({ Id }: AccountAnswer) => Id === id] as const),
    ...names.map((name) => [`name ${name}`, ({ Name }: AccountAnswer) => isLike(Name ?? "", name)] as const),
    ...ous.map((ou) => [`unit ${ou}`, ({ Id }: AccountAnswer) => units.get(ou)?.has(Id) ?? false] as const),
  ]);
}

/** Without an expression: a pattern of many stars must not take long on a long name. */
export function isLike(text: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** The accounts below a unit or root at any depth; a list that could not be read whole stands for all. */
export async function accountsBelow(seat: Seat, run: Run, unit: string): Promise<Listed<string>> {
  const found: Listed<string>[] = [];
  const seen = new Set([unit]);
  const waiting = [unit];
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift()) {
    const [accounts, units] = await Promise.all([listAccountsOf(seat, run, parent), listUnitsOf(seat, run, parent)]);
    if (!accounts.complete) return accounts;
    if (!units.complete) return units;
    found.push(accounts);
    for (const { value } of units.items) {
      if (!seen.has(value)) waiting.push(value);
      seen.add(value);
    }
  }
  return {
    complete: true,
    items: found.flatMap(({ items }) => items),
    evidence: found.flatMap(({ evidence }) => evidence),
  };
}
