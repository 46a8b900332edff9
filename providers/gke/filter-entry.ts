import type { AuditRequest } from "../../src/model/audit.ts";
import type { Caller, Probe } from "../../src/model/trail.ts";
import {
  ADDRESS,
  ANYTHING,
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

/** Where the entries come from. Without a cluster or a probe, they are all audit entries of the project's clusters. */
export interface EntrySource {
  readonly project: string;
  readonly cluster?: { readonly name: string; readonly location: string };
  readonly stream: string;
  readonly probe?: Probe;
}

const ABSENT: Field = { kind: "absent" };
const OPEN: Field = { kind: "open" };
const AUDIT_TYPE = "type.googleapis.com/google.cloud.audit.AuditLog";

/** The log of a stream, as `log_id()` names it. */
export function logIdOf(stream: string): string {
  return `cloudaudit.googleapis.com/${stream === "activity" ? "activity" : "data_access"}`;
}

export function logNameOf(source: EntrySource): string {
  return `projects/${source.project}/logs/${encodeURIComponent(logIdOf(source.stream))}`;
}

/** Fields of AuditLog that differ from request to request and that no probe tells. */
const OPEN_AUDIT_FIELDS = new Set([
  "requestmetadata",
  "status",
  "request",
  "response",
  "metadata",
  "authorizationinfo",
  "numresponseitems",
  "resourcelocation",
]);

const OPEN_FIELDS = new Set(["insertid", "trace", "spanid", "tracesampled"]);
const UNSET_FIELDS = new Set(["httprequest", "textpayload"]);

/** The field at a path. Names of messages are not sensitive to case, keys of maps are. */
export function fieldAt(source: EntrySource, path: readonly string[]): Field {
  const [first = "", ...rest] = path;
  const top = first.toLowerCase();
  if (top === "resource") return resourceField(source, rest);
  if (top === "protopayload") return payloadField(source, rest);
  if (top === "labels") return rest.length === 0 ? odd(path) : labelField(source, rest.join("."));
  if (top === "operation") return operationField(rest);
  if (top === "jsonpayload") return ABSENT;
  if (UNSET_FIELDS.has(top)) return { kind: "unset" };
  if (rest.length > 0) return odd(path);
  if (top === "logname") return text(logNameOf(source));
  if (top === "severity") return { kind: "severity" };
  return OPEN_FIELDS.has(top) ? OPEN : odd(path);
}

function resourceField(source: EntrySource, path: readonly string[]): Field {
  const [first = "", ...rest] = path;
  if (first.toLowerCase() === "type" && rest.length === 0) return text("k8s_cluster");
  if (first.toLowerCase() !== "labels" || rest.length === 0) return odd(["resource", ...path]);
  switch (rest.join(".")) {
    case "project_id":
      return text(source.project);
    case "location":
      return source.cluster ? text(source.cluster.location) : { kind: "text", parts: [NAME] };
    case "cluster_name":
      return source.cluster ? text(source.cluster.name) : { kind: "text", parts: [NAME] };
    default:
      return ABSENT;
  }
}

function operationField(path: readonly string[]): Field {
  const [first = "", ...rest] = path;
  if (rest.length > 0) return odd(["operation", ...path]);
  if (first.toLowerCase() === "producer") return text("k8s.io");
  return ["id", "first", "last"].includes(first.toLowerCase()) ? OPEN : odd(["operation", ...path]);
}

function payloadField(source: EntrySource, path: readonly string[]): Field {
  const name = path.join(".").toLowerCase();
  switch (name) {
    case "@type":
      return text(AUDIT_TYPE);
    case "servicename":
      return text("k8s.io");
    case "methodname":
      return source.probe ? methodName(source.probe.request) : { kind: "text", parts: [ANYTHING] };
    case "resourcename":
      return source.probe ? resourceName(source.probe.request) : { kind: "text", parts: [ANYTHING] };
    case "authenticationinfo.principalemail":
      return source.probe ? principal(source.probe) : OPEN;
    case "authenticationinfo.principalsubject":
      return OPEN;
    default:
      return OPEN_AUDIT_FIELDS.has(path[0]?.toLowerCase() ?? "") ? OPEN : odd(["protoPayload", ...path]);
  }
}

/** Audit annotations. Who is let in and who is not is known for some probes. */
function labelField({ probe }: EntrySource, key: string): Field {
  if (key !== "authorization.k8s.io/decision" || !probe) return OPEN;
  if (probe.responseCode === 401 || probe.caller === "none") return ABSENT;
  if (probe.responseCode === 403) return text("forbid");
  return probe.caller === "anonymous" ? OPEN : text("allow");
}

/** `io.k8s.core.v1.pods.create`; the API group's domain is turned round. */
function methodName(request: AuditRequest): Field {
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

function versionOf({ apiVersion }: AuditRequest): readonly TextPart[] {
  return apiVersion === undefined ? ["v", VERSION] : [apiVersion];
}

function reversedGroup(group: string): string {
  if (group === "") return "io.k8s.core";
  return group.includes(".") ? group.split(".").toReversed().join(".") : `io.k8s.${group}`;
}

/** `core/v1/namespaces/ns/pods/x`, of which a probe tells only the kinds. */
function resourceName(request: AuditRequest): Field {
  if (!request.resourceRequest) return OPEN;
  const parts: TextPart[] = [`${request.apiGroup || "core"}/`, ...versionOf(request), "/"];
  if (request.namespace) parts.push("namespaces/", NAMESPACE, "/");
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
function principal({ caller, request }: Probe): Field {
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

function text(value: string): Field {
  return { kind: "text", parts: [value] };
}

function odd(path: readonly string[]): Field {
  return { kind: "odd", why: `the field ${path.join(".")}` };
}
