import type { AuditRequest } from "../../../src/model/audit.ts";
import type { Probe } from "../../../src/model/trail.ts";
import { GAP, text, type Field } from "./field.ts";
import type { Path } from "./pattern.ts";

/**
 * The fields of an audit event (audit.k8s.io/v1) for what a probe stands for. Members without a value are left out of the
 * JSON: https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/ (2026-11).
 */
export function eventField(probe: Probe, path: Path): Field {
  const name = path.join(".");
  if (path.some((part) => part.includes("."))) return odd(name);
  return ALWAYS.get(name) ?? fieldOf(probe, path, name);
}

/** The fields of any event at all. What is not in all of them depends on the request. */
export function anyEventField(path: Path): Field {
  const name = path.join(".");
  if (path.some((part) => part.includes("."))) return odd(name);
  if (name === "verb" || name === "requestURI") return OPEN;
  return ALWAYS.get(name) ?? odd(name);
}

function fieldOf({ request, responseCode, caller, impersonatedUser }: Probe, path: Path, name: string): Field {
  switch (name) {
    case "verb":
      return text(request.verb);
    case "userAgent":
      // The client's own word, which it may leave out.
      return { kind: "optional" };
    case "requestURI":
      return request.resourceRequest ? text("/api", GAP) : OPEN;
    case "responseStatus.code":
      return responseCode === undefined ? OPEN : { kind: "number", number: responseCode };
    case "user.username":
      return userField(request.user, caller);
    case "impersonatedUser.username":
      return impersonatedUser === undefined ? ABSENT : userField(impersonatedUser, undefined);
    default:
      return path[0] === "objectRef" ? objectField(request, path.slice(1)) : odd(name);
  }
}

const ABSENT: Field = { kind: "absent" };
const OPEN: Field = { kind: "open" };

/** What each event holds, whatever the request. */
const ALWAYS: ReadonlyMap<string, Field> = new Map([
  ["kind", text("Event")],
  ["apiVersion", text("audit.k8s.io/v1")],
  ...["auditID", "level", "stage", "requestReceivedTimestamp", "stageTimestamp", "sourceIPs.[0]"].map(
    (name): [string, Field] => [name, OPEN],
  ),
]);

function odd(name: string): Field {
  return { kind: "odd", why: `it depends on ${name.slice(0, 80)}, which is not known here` };
}

/** The callers of the catalogue stand for all of their kind. */
function userField(user: string | null | undefined, caller: Probe["caller"] | undefined): Field {
  if (user === null || user === undefined) return ABSENT;
  if (user.startsWith("system:node:")) return text("system:node:", GAP);
  if (user.startsWith("system:serviceaccount:")) return text("system:serviceaccount:", GAP);
  if (user.startsWith("system:") || caller === undefined) return text(user);
  // Access entries may not begin like this, whoever they are for: docs.aws.amazon.com/eks, access entries (2026-11).
  return { kind: "other-than", prefix: "system:" };
}

/** Names of the catalogue that mean just this object; all others stand for any. */
const FIXED_NAMES = new Set(["aws-auth", "coredns", "coredns-custom", "kube-scheduler"]);

function objectField(request: AuditRequest, path: Path): Field {
  if (!request.resourceRequest) return ABSENT;
  const name = path.join(".");
  switch (name) {
    case "resource":
      return text(request.resource ?? "");
    case "subresource":
      return exactly(request.subresource);
    case "apiGroup":
      return exactly(request.apiGroup);
    case "apiVersion":
      return OPEN;
    case "namespace":
      // The API server notes a namespace's own name here: k8s.io/apiserver, pkg/endpoints/request/requestinfo.go.
      if (request.resource === "namespaces") return odd("objectRef.namespace");
      if (!request.namespace) return ABSENT;
      return request.namespace.startsWith("kube-") ? text(request.namespace) : OPEN;
    case "name":
      if (!request.name) return request.verb === "create" ? odd("objectRef.name") : ABSENT;
      return FIXED_NAMES.has(request.name) ? text(request.name) : OPEN;
    default:
      return odd(`objectRef.${name}`);
  }
}

function exactly(value: string | undefined): Field {
  return value ? text(value) : ABSENT;
}
