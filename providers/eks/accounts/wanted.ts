import type { LedgerEntry } from "../../../src/model/evidence.ts";
import type { Run, Selection } from "../../contract.ts";
import { READER_ROLE } from "../landscape.ts";
import { organizationOf, type Organization } from "./membership.ts";

/** What was asked for, read from a selection. */
export interface Wanted {
  readonly accounts: readonly string[];
  readonly profiles: readonly string[];
  /** Undefined when none was named: all that the account uses. */
  readonly regions: readonly string[] | undefined;
  /** Undefined when the accounts of an organisation are not asked for. */
  readonly organization: Organization | undefined;
  readonly role: string | undefined;
  readonly externalId: string | undefined;
}

/** Reads a selection. What it names and cannot be read goes to the ledger. */
export function wantedOf(selection: Selection, run: Run): Wanted {
  const organization = organizationOf(selection["organization"]);
  const regions = listOf(selection["regions"]);
  return {
    accounts: listOf(selection["accounts"]),
    profiles: listOf(selection["profiles"]),
    regions: regions.length === 0 ? undefined : regionsOf(regions, run),
    organization,
    role: textOf(selection["role"]) ?? (organization === undefined ? undefined : READER_ROLE),
    externalId: textOf(selection["externalId"]),
  };
}

/** Names of other clouds' regions come along when several clouds are read at once. */
function regionsOf(regions: readonly string[], run: Run): string[] {
  const reason = "this is not the name of an AWS region, such as eu-west-1";
  for (const location of new Set(regions)) {
    if (!isRegion(location)) run.ledger({ ...failed("-", reason), location, status: "skipped" });
  }
  return regions.filter(isRegion);
}

function isRegion(name: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(name);
}

/** Ledger entry for a scope that is not read at all. */
export function failed(scope: string, reason: string): LedgerEntry {
  return { provider: "eks", scope, location: "-", status: "failed", clusters: null, reason };
}

/** A region that is always enabled, of the partition that the named regions are in. */
export function homeOf({ regions = [] }: Wanted): string {
  const [first = ""] = regions;
  if (first.startsWith("cn-")) return "cn-north-1";
  if (first.startsWith("us-gov-")) return "us-gov-west-1";
  if (first.startsWith("eusc-")) return "eusc-de-east-1";
  return "us-east-1";
}

function listOf(value: Selection[string]): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function textOf(value: Selection[string]): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
