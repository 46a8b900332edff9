/** `optional-…`: a pointer in Go, so null unsets it and `false` or 0 differ from absent. */
export type ScalarKind = "string" | "boolean" | "optional-boolean" | "integer" | "optional-integer" | "time";

/** The types that encoding/json would decode a file into, as data. */
export type Shape =
  | { readonly kind: ScalarKind | "raw" | "string-map" }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, Shape> };

const STRING: Shape = { kind: "string" };
const BOOLEAN: Shape = { kind: "boolean" };
const OPTIONAL_BOOLEAN: Shape = { kind: "optional-boolean" };
const INTEGER: Shape = { kind: "integer" };
const TIME: Shape = { kind: "time" };
const STRINGS: Shape = listOf(STRING);
const STRING_MAP: Shape = { kind: "string-map" };

const TYPE_FIELDS: Readonly<Record<string, Shape>> = { apiVersion: STRING, kind: STRING };

/** metav1.ObjectMeta. A policy makes no use of it, but a wrong type in it refuses the file. */
const METADATA_FIELDS: Readonly<Record<string, Shape>> = {
  name: STRING,
  generateName: STRING,
  namespace: STRING,
  selfLink: STRING,
  uid: STRING,
  resourceVersion: STRING,
  generation: INTEGER,
  creationTimestamp: TIME,
  deletionTimestamp: TIME,
  deletionGracePeriodSeconds: { kind: "optional-integer" },
  labels: STRING_MAP,
  annotations: STRING_MAP,
  ownerReferences: listOf(
    object({
      apiVersion: STRING,
      kind: STRING,
      name: STRING,
      uid: STRING,
      controller: OPTIONAL_BOOLEAN,
      blockOwnerDeletion: OPTIONAL_BOOLEAN,
    }),
  ),
  finalizers: STRINGS,
  managedFields: listOf(
    object({
      manager: STRING,
      operation: STRING,
      apiVersion: STRING,
      time: TIME,
      fieldsType: STRING,
      fieldsV1: { kind: "raw" },
      subresource: STRING,
    }),
  ),
};

/** audit.k8s.io/v1 Policy (k8s.io/apiserver v0.37.2, pkg/apis/audit/v1/types.go, 2026-11; unchanged since v0.30). */
export const POLICY_SHAPE: Shape = object({
  ...TYPE_FIELDS,
  metadata: object(METADATA_FIELDS),
  rules: listOf(
    object({
      level: STRING,
      users: STRINGS,
      userGroups: STRINGS,
      verbs: STRINGS,
      resources: listOf(object({ group: STRING, resources: STRINGS, resourceNames: STRINGS })),
      namespaces: STRINGS,
      nonResourceURLs: STRINGS,
      omitStages: STRINGS,
      omitManagedFields: OPTIONAL_BOOLEAN,
    }),
  ),
  omitStages: STRINGS,
  omitManagedFields: BOOLEAN,
});

/**
 * The library's internal Policy, whose fields have Go's names and whose metadata is inlined. A file without apiVersion is decoded into
 * it before it is refused, so a wrong type shows here first.
 */
export const INTERNAL_POLICY_SHAPE: Shape = object({
  ...TYPE_FIELDS,
  ...METADATA_FIELDS,
  Rules: listOf(
    object({
      Level: STRING,
      Users: STRINGS,
      UserGroups: STRINGS,
      Verbs: STRINGS,
      Resources: listOf(object({ Group: STRING, Resources: STRINGS, ResourceNames: STRINGS })),
      Namespaces: STRINGS,
      NonResourceURLs: STRINGS,
      OmitStages: STRINGS,
      OmitManagedFields: OPTIONAL_BOOLEAN,
    }),
  ),
  OmitStages: STRINGS,
  OmitManagedFields: BOOLEAN,
});

function listOf(of: Shape): Shape {
  return { kind: "list", of };
}

function object(fields: Readonly<Record<string, Shape>>): Shape {
  return { kind: "object", fields: new Map(Object.entries(fields)) };
}
