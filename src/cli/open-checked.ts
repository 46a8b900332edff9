import type { FactReader } from "../../providers/contract.ts";
import { checkedRecords, type FactCheck } from "../store/snapshot-check.ts";
import { openSnapshot, type Snapshot } from "../store/snapshot-reader.ts";

/** Opens a snapshot, checking every fact against its provider's own shapes. */
export function openChecked(path: string, readers: ReadonlyMap<string, FactReader>): Snapshot {
  return openSnapshot(path, checkedRecords(checkWith(readers)));
}

function checkWith(readers: ReadonlyMap<string, FactReader>): FactCheck {
  return (record) => {
    const reader = readers.get(record.provider);
    if (!reader) return `unknown provider ${JSON.stringify(record.provider)}`;
    const shape = "type" in record ? reader.resourceFacts[record.type] : reader.clusterFacts;
    if (!shape) return "unknown resource type";
    const parsed = shape.safeParse(record.facts);
    if (parsed.success) return undefined;
    const issue = parsed.error.issues[0];
    return `facts.${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"}`;
  };
}
