import { LEVELS, STAGES, type Level, type Stage } from "../../model/audit.ts";
import type { GroupResources, Policy, PolicyRule } from "../policy.ts";
import { booleanOf, fieldOf, itemsOf, textOf, textsOf, type Cell } from "./cell.ts";
import { encodeObject } from "./encode.ts";

/** A decoded and validated policy as the library would write it again: empty lists and empty values are left out. */
export function policyOf(cell: Cell): Policy {
  const metadata = fieldOf(cell, "metadata");
  const encoded = metadata?.kind === "object" ? encodeObject(metadata) : undefined;
  return {
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    ...(encoded !== undefined && { metadata: encoded }),
    rules: itemsOf(fieldOf(cell, "rules")).map(ruleOf),
    ...listField("omitStages", stagesOf(cell)),
    ...(booleanOf(fieldOf(cell, "omitManagedFields")) === true && { omitManagedFields: true }),
  };
}

function ruleOf(cell: Cell): PolicyRule {
  const omitManagedFields = booleanOf(fieldOf(cell, "omitManagedFields"));
  return {
    level: levelOf(textOf(fieldOf(cell, "level"))),
    ...stringsField(cell, "users"),
    ...stringsField(cell, "userGroups"),
    ...stringsField(cell, "verbs"),
    ...listField("resources", itemsOf(fieldOf(cell, "resources")).map(groupResourcesOf)),
    ...stringsField(cell, "namespaces"),
    ...stringsField(cell, "nonResourceURLs"),
    ...listField("omitStages", stagesOf(cell)),
    ...(omitManagedFields !== undefined && { omitManagedFields }),
  };
}

function groupResourcesOf(cell: Cell): GroupResources {
  const group = textOf(fieldOf(cell, "group"));
  return { ...(group !== "" && { group }), ...stringsField(cell, "resources"), ...stringsField(cell, "resourceNames") };
}

function stringsField<Name extends string>(cell: Cell, name: Name): Partial<Record<Name, readonly string[]>> {
  return listField(name, textsOf(fieldOf(cell, name)));
}

function listField<Name extends string, Item>(
  name: Name,
  items: readonly Item[],
): Partial<Record<Name, readonly Item[]>> {
  const field: Partial<Record<Name, readonly Item[]>> = {};
  if (items.length > 0) field[name] = items;
  return field;
}

function stagesOf(cell: Cell): readonly Stage[] {
  return textsOf(fieldOf(cell, "omitStages")).flatMap((text) => STAGES.filter((stage) => stage === text));
}

function levelOf(text: string): Level {
  const level = LEVELS.find((known) => known === text);
  if (level === undefined) throw new Error(`A policy with the level "${text}" passed validation.`);
  return level;
}
