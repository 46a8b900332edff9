import { unknown, type Gap } from "../../src/model/fact.ts";
import type { Filter } from "../../src/model/trail.ts";
import { keyOf, parseArmId, type ArmId } from "./arm-id.ts";
import { factsOf, lost, type Snapshot } from "./derive.ts";
import { ACTIONS } from "./permissions.ts";

/** What a workspace does to records before a table takes them: rules that may drop rows, whose effect is not judged. */
export function transformationsOf(workspace: ArmId, table: string | undefined, snapshot: Snapshot): readonly Filter[] {
  const facts = factsOf(snapshot, keyOf(workspace), "log-analytics-workspace");
  if (!facts) return [openFilter("a transformation", lost(workspace.id).gaps, [])];
  const { transformation } = facts;
  if (transformation.state === "unknown")
    return [openFilter("a transformation", transformation.gaps, transformation.evidence)];
  if (transformation.state !== "known" || transformation.value === null) return [];
  return filtersOf(transformation.value, table, snapshot);
}

function filtersOf(text: string, table: string | undefined, snapshot: Snapshot): readonly Filter[] {
  const id = parseArmId(text);
  const rule = id && factsOf(snapshot, keyOf(id), "data-collection-rule");
  if (!rule) return [openFilter(text, lost(text).gaps, [])];
  const { flows } = rule;
  if (flows.state === "unknown") return [openFilter(text, flows.gaps, flows.evidence)];
  if (flows.state !== "known") return [];
  const stream = table === undefined ? undefined : `microsoft-table-${table.toLowerCase()}`;
  return flows.value
    .filter(({ streams }) => stream === undefined || streams.some((name) => name.toLowerCase() === stream))
    .flatMap(({ transformation }) => {
      if (transformation === null) return [];
      const reason =
        "what a workspace transformation lets through is not judged; only `source` is known to keep everything";
      return [
        openFilter(transformation, [{ call: ACTIONS.dataCollectionRule.operation, on: text, reason }], flows.evidence),
      ];
    });
}

const LONGEST_TEXT = 300;

function openFilter(text: string, gaps: readonly Gap[], evidence: readonly string[]): Filter {
  const open = unknown(gaps, evidence);
  const short = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return { kind: "transformation", text: short, keeps: () => open, dropsOthers: () => open };
}
