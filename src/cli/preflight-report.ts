import type { PermissionUse } from "../../providers/contract.ts";
import type { LedgerEntry } from "../model/evidence.ts";
import type { Report } from "../model/report.ts";
import type { TriedCall } from "../sweep/preflight.ts";
import {
  compare,
  permissionRows,
  type About,
  type PermissionStatus,
  type PreflightPermission,
} from "./preflight-rows.ts";

/** What a preflight found, as its JSON document shows it. */
export interface PreflightReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly readAt: string;
  /** Sorted by provider and scope. */
  readonly scopes: readonly PreflightScope[];
  /** Permissions by status, over all scopes. */
  readonly summary: { readonly [status in PermissionStatus]: number };
}

export interface PreflightScope {
  readonly provider: string;
  readonly scope: string;
  readonly status: LedgerEntry["status"];
  /** Present unless it was read. */
  readonly reason?: string;
  /** The cluster that was looked at; null when none was met. */
  readonly cluster: { readonly id: string; readonly name: string; readonly location: string } | null;
  readonly permissions: readonly PreflightPermission[];
}

export interface PreflightFacts {
  readonly tried: readonly TriedCall[];
  /** By provider id. */
  readonly uses: ReadonlyMap<string, readonly PermissionUse[]>;
  readonly report: Report;
}

export function preflightReport({ tried, uses, report }: PreflightFacts): PreflightReport {
  const clusters = [...report.clusters()];
  const known = new Map<string, { provider: string; scope: string }>();
  for (const { provider, scope } of [...tried, ...report.ledger])
    known.set(JSON.stringify([provider, scope]), { provider, scope });
  const scopes = [...known.values()]
    .toSorted((a, b) => compare(a.provider, b.provider) || compare(a.scope, b.scope))
    .map(({ provider, scope }) =>
      scopeOf(provider, scope, {
        tried: tried.filter((call) => call.provider === provider && call.scope === scope),
        found: new Set(tried.flatMap((call) => (call.provider === provider && !call.reading ? [call.permission] : []))),
        uses: uses.get(provider) ?? [],
        ledger: report.ledger.filter((entry) => entry.provider === provider && entry.scope === scope),
        clusters: clusters.filter(({ cluster }) => cluster.provider === provider),
      }),
    );
  const { tool, readAt } = report;
  return { schemaVersion: 1, tool, readAt, scopes, summary: countOf(scopes) };
}

function countOf(scopes: readonly PreflightScope[]): PreflightReport["summary"] {
  const rows = scopes.flatMap(({ permissions }) => permissions);
  const count = (status: PermissionStatus): number => rows.filter((row) => row.status === status).length;
  return {
    there: count("there"),
    missing: count("missing"),
    failed: count("failed"),
    "not-needed": count("not-needed"),
    "not-tried": count("not-tried"),
  };
}

function scopeOf(provider: string, scope: string, about: About): PreflightScope {
  const seen = about.clusters.find(({ cluster }) => cluster.scope === scope)?.cluster;
  const worst = about.ledger.toSorted((a, b) => WORST.indexOf(a.status) - WORST.indexOf(b.status))[0];
  return {
    provider,
    scope,
    status: worst?.status ?? "read",
    ...(worst?.reason === undefined || worst.status === "read" ? {} : { reason: worst.reason }),
    cluster: seen ? { id: seen.id, name: seen.name, location: seen.location } : null,
    permissions: permissionRows(scope, seen !== undefined, about),
  };
}

const WORST: readonly LedgerEntry["status"][] = ["refused", "failed", "incomplete", "skipped", "read"];
