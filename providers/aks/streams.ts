import { known, unknown, type Fact, type Unknown } from "../../src/model/fact.ts";
import type { ClusterFacts, Setting } from "./schema.ts";

/** The categories that audit the cluster, and the tables that hold them in a workspace. */
export const TABLES = {
  "kube-audit": "AKSAudit",
  "kube-audit-admin": "AKSAuditAdmin",
  guard: "AKSControlPlane",
} as const;

/** A stream of the profile. */
export type StreamId = keyof typeof TABLES;

const API_STREAMS: readonly StreamId[] = ["kube-audit", "kube-audit-admin"];

/** `guard` records the decisions of Entra integration, and is empty without it. */
export function streamsOf(entra: ClusterFacts["entra"]): readonly StreamId[] {
  return entra.state === "known" && !entra.value ? API_STREAMS : [...API_STREAMS, "guard"];
}

/** By definition every category, those of the future included. */
const ALL_LOGS = "alllogs";

/** Whether settings name groups whose members only Azure knows. */
export function needsCategories(settings: readonly Setting[]): boolean {
  return settings.some((setting) => openGroups(setting).length > 0);
}

function openGroups(setting: Setting): string[] {
  return setting.logs.flatMap(({ enabled, group }) =>
    enabled && group !== null && group.toLowerCase() !== ALL_LOGS ? [group.toLowerCase()] : [],
  );
}

/** Whether a setting sends a stream to its destinations. */
export type Membership = (setting: Setting, stream: StreamId) => Fact<boolean>;

/**
 * While the members of a group are not known, each stream of each group is a fact of its own: one may be in it and
 * another not. Settings that name the same group share it.
 */
export function membershipOf(settings: ClusterFacts["settings"], categories: ClusterFacts["categories"]): Membership {
  const evidence = settings.state === "known" ? settings.evidence : [];
  const open = new Map<string, Unknown>();

  function openFact(group: string, stream: StreamId, why: Fact<unknown>): Unknown {
    const key = JSON.stringify([group, stream]);
    const fact = open.get(key) ?? unknownMembers(why);
    open.set(key, fact);
    return fact;
  }

  return (setting, stream) => {
    const entries = setting.logs.filter(({ enabled }) => enabled);
    const named = entries.some(
      ({ category, group }) => category?.toLowerCase() === stream || group?.toLowerCase() === ALL_LOGS,
    );
    if (named) return known(true, evidence);
    const groups = openGroups(setting);
    if (groups.length === 0) return known(false, evidence);
    if (categories.state !== "known") return openFact(groups.toSorted().join("\n"), stream, categories);
    const listed = categories.value.find(({ name }) => name.toLowerCase() === stream);
    if (!listed) return openFact(groups.toSorted().join("\n"), stream, unlisted(stream, categories.evidence));
    const isMember = listed.groups.some((group) => groups.includes(group.toLowerCase()));
    return known(isMember, [...evidence, ...categories.evidence]);
  };
}

const CATEGORIES = "Microsoft.Insights/diagnosticSettingsCategories/read";

function unknownMembers(why: Fact<unknown>): Unknown {
  if (why.state === "unknown") return { ...why };
  return unknown({ call: CATEGORIES, on: "-", reason: "the members of a category group were not read" });
}

/** Every cluster has the categories of its audit streams: a list without one is not the whole list. */
function unlisted(stream: StreamId, evidence: readonly string[]): Unknown {
  return unknown({ call: CATEGORIES, on: "-", reason: `the list of categories lacks ${stream}` }, [...evidence]);
}
