import type { AuditRequest, Decision, Stage } from "../model/audit.ts";
import { isLongRunning } from "./long-running.ts";

export interface StageContext {
  readonly request: AuditRequest;
  /** Whether the request stays open; found from the request if absent. */
  readonly longRunning?: boolean;
  /** Refused before anyone was known: a 401, or a malformed timeout. By default, that the request has no user. */
  readonly unauthenticated?: boolean;
}

/**
 * The stages at which an event is written for a request that runs its normal course, in order. A panic is not foreseen.
 * Source: k8s.io/apiserver, pkg/endpoints/filters/audit.go and authn_audit.go, v0.37.2 (2026-11).
 */
export function emittedStages(context: StageContext, decision: Decision): readonly Stage[] {
  if (decision.level === "None") return [];
  return stagesOf(context).filter((stage) => !decision.omitStages.includes(stage));
}

function stagesOf({ request, longRunning, unauthenticated }: StageContext): readonly Stage[] {
  if (unauthenticated ?? (request.user === null || request.user === undefined)) return ["ResponseStarted"];
  if (longRunning ?? isLongRunning(request)) return ["RequestReceived", "ResponseStarted", "ResponseComplete"];
  return ["RequestReceived", "ResponseComplete"];
}
