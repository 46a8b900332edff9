import type { Finding } from "./decode.ts";
import type { MapEntry, Value } from "./value.ts";

const GROUP = "audit.k8s.io";

/** What apiVersion and kind make of a file: a v1 policy, a policy without a version, or nothing the loader knows. */
export type FoundKind =
  | { readonly kind: "v1" }
  | { readonly kind: "no-version"; readonly finding: Finding }
  | { readonly kind: "refused"; readonly finding: Finding };

interface TypeFields {
  apiVersion: MapEntry | undefined;
  kind: MapEntry | undefined;
}

/**
 * Looks at apiVersion and kind before anything else, as the API server does: with Go's plain encoding/json, which takes these two names
 * in any case. The policy proper is case-sensitive.
 */
export function findKind(value: Value): FoundKind {
  if (value.kind !== "map" && value.kind !== "null") {
    return refuse("A policy is a mapping with apiVersion, kind and rules.", "", value);
  }
  const fields: TypeFields = { apiVersion: undefined, kind: undefined };
  for (const entry of value.kind === "map" ? value.entries : []) {
    const name = nameOf(entry.key);
    if (name === undefined || entry.value.kind === "null") continue;
    if (entry.value.kind !== "string") return refuse(`${name} must be text.`, entry.key, entry.value);
    fields[name] = entry;
  }
  return judge(fields, value);
}

function judge(fields: TypeFields, root: Value): FoundKind {
  const apiVersion = textOf(fields.apiVersion);
  const kind = textOf(fields.kind);
  const kindNode = fields.kind?.value ?? root;
  const versionNode = fields.apiVersion?.value ?? root;
  if (apiVersion.split("/").length > 2)
    return refuse(`"${apiVersion}" is no apiVersion; use ${GROUP}/v1.`, "apiVersion", versionNode);
  if (!isKnownVersion(apiVersion)) return refuse(versionMessage(apiVersion), "apiVersion", versionNode);
  if (kind !== "" && kind !== "Policy") return refuse(`The kind must be Policy, not "${kind}".`, "kind", kindNode);
  if (apiVersion === `${GROUP}/v1`) return { kind: "v1" };
  const message =
    root.kind === "null" ? "The first document of this file is empty." : `The policy needs apiVersion: ${GROUP}/v1.`;
  return { kind: "no-version", finding: { message, path: "apiVersion", at: versionNode.at } };
}

/** Versions under which the library finds the kind Policy: v1, none at all, and its own internal one, which is refused later. */
function isKnownVersion(apiVersion: string): boolean {
  return ["", "/", `${GROUP}/`, `${GROUP}/__internal`, `${GROUP}/v1`].includes(apiVersion);
}

function versionMessage(apiVersion: string): string {
  if (/^audit\.k8s\.io\/v1(?:alpha1|beta1)$/.test(apiVersion)) {
    return `${apiVersion} was removed in Kubernetes 1.24; use ${GROUP}/v1, whose rules mean the same.`;
  }
  return `"${apiVersion}" is not the version of an audit policy; use ${GROUP}/v1.`;
}

/** Go folds the Kelvin sign to k and the long s to s as well. */
function nameOf(key: string): keyof TypeFields | undefined {
  const folded = key
    .replaceAll("\u212a", "k")
    .replaceAll("\u017f", "s")
    .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (folded === "apiversion") return "apiVersion";
  return folded === "kind" ? "kind" : undefined;
}

function textOf(entry: MapEntry | undefined): string {
  return entry?.value.kind === "string" ? entry.value.value : "";
}

function refuse(message: string, path: string, value: Value): FoundKind {
  return { kind: "refused", finding: { message, path, at: value.at } };
}
