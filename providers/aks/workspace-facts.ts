import { factFrom, type Answer } from "../contract.ts";
import { known, type Fact } from "../../src/model/fact.ts";
import type { RuleAnswer, TableAnswer, WorkspaceAnswer } from "./answers.ts";
import type { Whole } from "./ask.ts";
import { detail, existence, isSet, wholeFact } from "./fact-parts.ts";
import type { ResourceFacts } from "./schema.ts";

/** Azure's words for Log Analytics to ours. */

export function workspaceFacts(
  answer: Answer<WorkspaceAnswer>,
  softDeleted: Fact<boolean>,
): ResourceFacts<"log-analytics-workspace"> {
  const of = <V>(pick: (answer: WorkspaceAnswer) => V) => detail(answer, pick, "there is no such workspace");
  return {
    state: workspaceState(answer),
    softDeleted,
    retentionDays: of(({ properties }) => wholeDays(properties.retentionInDays)),
    dailyCapGb: of(({ properties }) => capOf(properties.workspaceCapping?.dailyQuotaGb)),
    ingestion: of(({ properties }) => properties.workspaceCapping?.dataIngestionStatus ?? null),
    cluster: of(({ properties }) => properties.features?.clusterResourceId ?? null),
    transformation: of(({ properties }) => properties.defaultDataCollectionRuleResourceId),
  };
}

/** Ingestion is switched off as a whole; a daily cap that was reached is not among these, it ends with the day. */
const STOPPED: ReadonlySet<string> = new Set(["forceoff", "subscriptionsuspended"]);

function workspaceState(answer: Answer<WorkspaceAnswer>): ResourceFacts<"log-analytics-workspace">["state"] {
  if (!answer.ok) return existence(answer);
  const status = answer.value.properties.workspaceCapping?.dataIngestionStatus?.toLowerCase() ?? "";
  return known(STOPPED.has(status) ? "stopped" : "exists", [answer.evidence]);
}

export function softDeletedFact(whole: Whole<{ id: string }>, key: string): Fact<boolean> {
  return wholeFact(whole, (workspaces) => workspaces.some(({ id }) => id.toLowerCase() === key));
}

function capOf(gigabytes: number | null | undefined): number | null {
  return gigabytes === undefined || gigabytes === null || gigabytes < 0 ? null : gigabytes;
}

export function tableFacts(answer: Answer<TableAnswer>): ResourceFacts<"log-analytics-table"> {
  const of = <V>(pick: (answer: TableAnswer) => V) => detail(answer, pick, "no record has arrived yet");
  return {
    state: existence(answer),
    plan: of(({ properties }) => properties.plan),
    retentionDays: of(({ properties }) => wholeDays(properties.retentionInDays)),
    totalDays: of(({ properties }) => wholeDays(properties.totalRetentionInDays)),
  };
}

/** -1 and null both stand for the default of what is above. */
function wholeDays(days: number | null): number | null {
  return days === null || days < 0 ? null : Math.floor(days);
}

export function ruleFacts(answer: Answer<RuleAnswer>): ResourceFacts<"data-collection-rule"> {
  return {
    flows: factFrom(answer, ({ properties }) =>
      properties.dataFlows.map((flow) => ({ streams: flow.streams, transformation: transformationOf(flow) })),
    ),
  };
}

/** Parts of a data flow that only route. A part that is in neither list may change records. */
const ROUTING: ReadonlySet<string> = new Set(["streams", "destinations", "captureOverflow", "transformKql"]);

function transformationOf(flow: RuleAnswer["properties"]["dataFlows"][number]): string | null {
  const kql = flow.transformKql?.trim() ?? "source";
  const others = Object.entries(flow).filter(
    ([name, value]) => !ROUTING.has(name) && isSet(value) && !isOwnTable(flow, name, value),
  );
  if (kql.replace(/;$/, "").trim() !== "source") return kql;
  return others.length === 0 ? null : others.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join("; ");
}

/** The table that the stream is named after; another one would take the records elsewhere. */
function isOwnTable(flow: { readonly streams: readonly string[] }, name: string, value: unknown): boolean {
  return name === "outputStream" && typeof value === "string" && flow.streams.every((stream) => stream === value);
}

export function logClusterFacts(
  answer: Answer<{ properties: { keyVaultProperties?: VaultKey | null | undefined } }>,
): ResourceFacts<"log-analytics-cluster"> {
  return { customerKey: factFrom(answer, ({ properties }) => keyOf(properties.keyVaultProperties)) };
}

interface VaultKey {
  readonly keyVaultUri: string | null;
  readonly keyName: string | null;
}

function keyOf(key: VaultKey | null | undefined): { vault: string; name: string } | null {
  if (!isSet(key) || (key.keyVaultUri === null && key.keyName === null)) return null;
  return { vault: key.keyVaultUri ?? "", name: key.keyName ?? "" };
}
