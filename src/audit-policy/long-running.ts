import type { AuditRequest } from "../model/audit.ts";

const LONG_RUNNING_VERBS = ["watch", "proxy"];
const LONG_RUNNING_SUBRESOURCES = ["attach", "exec", "proxy", "log", "portforward"];

/**
 * Whether a request is one that stays open, which is audited at its start as well.
 * Source: the standard check of k8s.io/apiserver, pkg/server/filters/longrunning.go, v0.37.2 (2026-11).
 */
export function isLongRunning(request: AuditRequest): boolean {
  if (LONG_RUNNING_VERBS.includes(request.verb)) return true;
  if (request.resourceRequest) return LONG_RUNNING_SUBRESOURCES.includes(request.subresource ?? "");
  return (request.path ?? "").startsWith("/debug/pprof/");
}
