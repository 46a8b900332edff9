import type { Probe } from "../../src/model/trail.ts";
import { ABSENT, OPEN, methodName, principal, resourceName, type Field } from "./filter-request.ts";
import { ANYTHING, NAME } from "./filter-text.ts";

/** Where the entries come from. Without a cluster or a probe, they are all audit entries of the project's clusters. */
export interface EntrySource {
  readonly project: string;
  readonly cluster?: { readonly name: string; readonly location: string };
  readonly stream: string;
  readonly probe?: Probe;
}

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

function text(value: string): Field {
  return { kind: "text", parts: [value] };
}

function odd(path: readonly string[]): Field {
  return { kind: "odd", why: `the field ${path.join(".")}` };
}
