import type { AuditRequest } from "../../src/model/audit.ts";
import type { Caller, Probe } from "../../src/model/trail.ts";
import {
  ADDRESS,
  NAME,
  NAMESPACE,
  OBJECT,
  OBJECT_PATH,
  VERSION,
  WORD,
  compareText,
  type TextPart,
} from "./filter-text.ts";

/** What a field holds in the entries that a probe stands for. */
export type Field =
  | { readonly kind: "text"; readonly parts: readonly TextPart[]; readonly isInferred?: boolean }
  /** Part of a payload or label that is not there: no comparison holds, not even `!=`. */
  | { readonly kind: "absent" }
  /** Field of the entry itself that is not set: compared as this value, or as a missing one. */
  | { readonly kind: "unset" }
  | { readonly kind: "severity" }
  | { readonly kind: "open" }
  | { readonly kind: "odd"; readonly why: string };

export const ABSENT: Field = { kind: "absent" };
export const OPEN: Field = { kind: "open" };

/** `io.k8s.core.v1.pods.create`; the API group's domain is turned round. */
export function methodName(request: AuditRequest): Field {
  const { verb } = request;
  if (!request.resourceRequest) return { kind: "text", parts: [`io.k8s.${verb}`] };
  const group = request.apiGroup ?? "";
  const domain = reversedGroup(group);
  const resource = [request.resource ?? "", request.subresource ?? ""].filter((part) => part !== "").join(".");
  // Sessions opened by a GET were seen under the name of a create: policies/gke-routing, rule 5.
  const isSession = verb === "get" && ["exec", "attach", "portforward"].includes(request.subresource ?? "");
  const isOfGoogle = !group.includes(".") || group.endsWith(".k8s.io");
  return {
    kind: "text",
    parts: merged([`${domain}.`, ...versionOf(request), `.${resource}.`, isSession ? WORD : verb]),
    ...(isOfGoogle && !isSession ? {} : { isInferred: true }),
  };
}

/** Groups of which Kubernetes serves v1 only for what is asked for here: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const V1_GROUPS: ReadonlySet<string> = new Set([
  "",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "batch",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
]);
const V1_RESOURCES: ReadonlySet<string> = new Set([
  "certificatesigningrequests",
  "events",
  "ingresses",
  "mutatingwebhookconfigurations",
  "networkpolicies",
  "priorityclasses",
  "storageclasses",
  "validatingwebhookconfigurations",
]);

function versionOf({ apiGroup = "", apiVersion, resource = "" }: AuditRequest): readonly TextPart[] {
  if (apiVersion !== undefined) return [apiVersion];
  const isBuiltIn = apiGroup.endsWith(".k8s.io");
  return V1_GROUPS.has(apiGroup) || (isBuiltIn && V1_RESOURCES.has(resource)) ? ["v1"] : ["v", VERSION];
}

function reversedGroup(group: string): string {
  if (group === "") return "io.k8s.core";
  return group.includes(".") ? group.split(".").toReversed().join(".") : `io.k8s.${group}`;
}

/** `core/v1/namespaces/ns/pods/x`, of which a probe tells only the kinds. */
export function resourceName(request: AuditRequest): Field {
  if (!request.resourceRequest) return OPEN;
  const parts: TextPart[] = [`${request.apiGroup || "core"}/`, ...versionOf(request), "/"];
  // The system's namespaces mean themselves, others stand for any.
  const namespace = request.namespace?.startsWith("kube-") ? request.namespace : NAMESPACE;
  if (request.namespace) parts.push("namespaces/", namespace, "/");
  parts.push(request.resource ?? "");
  if (request.subresource) parts.push("/", OBJECT, `/${request.subresource}`);
  else if (request.name) parts.push("/", OBJECT);
  else parts.push(OBJECT_PATH);
  return { kind: "text", parts: merged(parts), isInferred: true };
}

const PRINCIPALS: { readonly [caller in Caller]: readonly TextPart[] } = {
  human: [ADDRESS],
  admin: [ADDRESS],
  workload: ["system:serviceaccount:", NAMESPACE, ":", NAME],
  kubelet: ["system:node:", NAME],
  anonymous: ["system:anonymous"],
  none: [],
};

/** The caller stands for all of its kind; a user that is not of that kind stands for itself. */
export function principal({ caller, request }: Probe): Field {
  const user = request.user ?? undefined;
  if (caller === "none" || user === undefined) return ABSENT;
  const parts = PRINCIPALS[caller];
  const isOfKind = compareText(parts, "equals", Array.from(user), true) !== "none";
  return { kind: "text", parts: isOfKind ? parts : [user] };
}

/** Neighbouring fixed parts as one, so that text across their border is found. */
function merged(parts: readonly TextPart[]): readonly TextPart[] {
  const result: TextPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === "string" && typeof last === "string") result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}
