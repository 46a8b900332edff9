import type { PermissionUse } from "../../providers/contract.ts";
import type { LedgerEntry } from "../model/evidence.ts";
import type { ClusterReport } from "../model/report.ts";
import type { TriedCall } from "../sweep/preflight.ts";

/**
 * `there`: a call that needs it was answered. `failed`: the call failed for another reason than a missing permission.
 * `not-needed`: refused, as many scopes are, and settled by another call. `not-tried`: nothing gave cause to.
 */
export type PermissionStatus = "there" | "missing" | "failed" | "not-needed" | "not-tried";

export interface PreflightPermission {
  readonly permission: string;
  readonly status: PermissionStatus;
  readonly operations: readonly string[];
  readonly why: string;
  /** Present unless it is there. */
  readonly reason?: string;
  /** Where it has to be granted, when that is not the scope itself. */
  readonly on?: string;
  /** Locations where it is missing, when it is there in others. */
  readonly locations?: readonly string[];
  /** Controls that would be unknown on the cluster that was looked at; `*`: everything there. */
  readonly unknown?: readonly string[];
}

/** What concerns one scope. */
export interface About {
  readonly tried: readonly TriedCall[];
  /** Permissions that were tried while scopes were being found. */
  readonly found: ReadonlySet<string>;
  readonly uses: readonly PermissionUse[];
  readonly ledger: readonly LedgerEntry[];
  /** Of the whole provider. */
  readonly clusters: readonly ClusterReport[];
}

/** Every permission of a scope: those that were tried, and those that it gave no cause to try. */
export function permissionRows(scope: string, hasCluster: boolean, about: About): PreflightPermission[] {
  const groups = Map.groupBy(
    about.tried.filter(({ permission }) => permission !== ""),
    ({ permission, on }) => JSON.stringify([permission, on ?? ""]),
  );
  const rows = [...groups.values()].map((calls) => triedRow(calls, scope, about));
  return [...rows, ...untriedRows(rows, hasCluster, about)].toSorted(
    (a, b) => compare(a.permission, b.permission) || compare(a.on ?? "", b.on ?? ""),
  );
}

function triedRow(calls: readonly TriedCall[], scope: string, about: About): PreflightPermission {
  const denied = calls.filter(({ outcome }) => outcome === "denied");
  const isThere = calls.some(({ outcome }) => outcome === "ok" || outcome === "not-found");
  const bad = denied[0] ?? calls[0];
  const { permission = "", on } = bad ?? {};
  const operations = [...new Set(calls.map(({ operation }) => operation))].toSorted();
  const why = whyOf(operations, about.uses);
  const row = { permission, operations, why, ...(on === undefined ? {} : { on }) };
  if (denied.length === 0 && isThere) return { ...row, status: "there" };
  const unknown = unknownWithout(row, scope, about);
  const uses = about.uses.filter((use) => operations.includes(use.operation));
  const [optional] = uses.flatMap((use) => use.optional ?? []);
  const needed = unknown.length === 0 && optional !== undefined ? `; only needed ${optional}` : "";
  const reason = bad?.reason === undefined ? {} : { reason: `${bad.reason}${needed}` };
  const spared = uses.find((use) => use.refusable !== undefined)?.refusable;
  if (denied.length > 0 && spared !== undefined && unknown.length === 0) {
    return { ...row, status: "not-needed", reason: spared };
  }
  const locations = isThere ? [...new Set(denied.map(({ location }) => location))].toSorted() : [];
  const status = denied.length > 0 ? "missing" : "failed";
  return { ...row, status, ...reason, ...(locations.length > 0 ? { locations } : {}), unknown };
}

function whyOf(operations: readonly string[], uses: readonly PermissionUse[]): string {
  return uses
    .filter((use) => operations.includes(use.operation))
    .map(({ why }) => why)
    .join("; ");
}

/** What a scan could not tell: everything where a list of scopes or clusters could not be read. */
function unknownWithout(
  { permission, operations }: Pick<PreflightPermission, "permission" | "operations">,
  scope: string,
  { ledger, clusters }: About,
): readonly string[] {
  const names = new Set([permission, ...operations]);
  const stops = ledger.some(({ permission: lacking = "", operation = "", status }) => {
    return status !== "read" && (names.has(lacking) || names.has(operation));
  });
  if (stops) return ["*"];
  const here = clusters.filter(({ cluster }) => cluster.scope === scope);
  const open = (here.length > 0 ? here : clusters).flatMap(({ results }) =>
    results.filter(({ status, missing = [] }) => status === "unknown" && missing.some((name) => names.has(name))),
  );
  return [...new Set(open.map(({ control }) => control))].toSorted();
}

/** What every scope needs and this one gave no cause to try. */
function untriedRows(rows: readonly PreflightPermission[], hasCluster: boolean, about: About): PreflightPermission[] {
  if (!about.tried.some(({ reading }) => reading)) return [];
  const tried = new Set(rows.map(({ permission }) => permission));
  const untried = about.uses.filter(
    ({ above, permission }) => !above && permission !== "" && !tried.has(permission) && !about.found.has(permission),
  );
  return [...Map.groupBy(untried, ({ permission }) => permission)].map(([permission, uses]) => {
    const [use] = uses;
    const needed = use?.optional === undefined ? "the cluster looked at gave no cause" : `only needed ${use.optional}`;
    return {
      permission,
      status: "not-tried",
      operations: uses.map(({ operation }) => operation).toSorted(),
      why: uses.map(({ why }) => why).join("; "),
      reason: hasCluster ? needed : "no cluster was met to try it on",
    };
  });
}

/** By code units: the same in every locale. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
