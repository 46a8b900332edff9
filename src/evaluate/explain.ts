import type { Level } from "../model/audit.ts";
import { settledValue } from "../model/reason.ts";
import type { CoverageVerdict, Probe } from "../model/trail.ts";
import type { ActivityCoverage } from "../trail/activity-coverage.ts";
import { coverRequest, type Fate, type RequestCoverage } from "../trail/request-coverage.ts";
import type { View } from "../trail/view.ts";
import {
  onwardLinks,
  policyLink,
  sideLinks,
  streamLinks,
  watcherLinks,
  type LinkExplanation,
} from "./explain-links.ts";

export interface RequestExplanation {
  readonly request: string;
  readonly caller: string;
  readonly outcome: "recorded" | "recorded in part" | "not recorded" | "unknown";
  readonly level: Level;
  readonly links: readonly LinkExplanation[];
}

export interface Explanation {
  readonly cluster: string;
  readonly subject: string;
  readonly verdict?: CoverageVerdict;
  readonly basis?: string;
  readonly requests: readonly RequestExplanation[];
}

/** Why an activity of the catalogue is covered or not, link after link. */
export function explainActivity(row: ActivityCoverage, view: View): Explanation {
  return {
    cluster: view.trail.cluster.id,
    subject: `${row.activity.title} [${row.activity.id}]`,
    verdict: row.verdict,
    basis: row.basis,
    requests: (row.readings[0]?.requests ?? []).map((request) => explainRequest(request, view)),
  };
}

/** The same for requests that somebody asks about. */
export function explainProbes(subject: string, probes: readonly Probe[], view: View): Explanation {
  const { trail, profile } = view;
  const requests = probes.map((probe) => explainRequest(coverRequest(probe, trail, profile, "published"), view));
  return { cluster: trail.cluster.id, subject, requests };
}

function explainRequest(coverage: RequestCoverage, view: View): RequestExplanation {
  const { probe, level } = coverage;
  const policy = policyLink(coverage, view);
  const streams = policy.state === "lost" ? [] : streamLinks(coverage, view);
  const isCarried = streams.some((link) => link.state !== "lost");
  const onward = isCarried ? [...onwardLinks(coverage, view), ...sideLinks(coverage, view), ...watcherLinks(view)] : [];
  return {
    request: requestText(probe),
    caller: probe.request.user ?? "no authenticated user",
    outcome: outcomeOf(settledValue(coverage.fate)),
    level,
    links: [policy, ...streams, ...onward],
  };
}

function outcomeOf(fate: Fate | undefined): RequestExplanation["outcome"] {
  if (!fate) return "unknown";
  if (fate.kept === "all") return "recorded";
  return fate.kept === "some" ? "recorded in part" : "not recorded";
}

/** A request in the words of kubectl. */
export function requestText({ request, responseCode, impersonatedUser }: Probe): string {
  const what = request.resourceRequest
    ? [
        request.apiGroup ? `${request.resource}.${request.apiGroup}` : request.resource,
        request.subresource ? `/${request.subresource}` : "",
        request.name ? ` ${request.name}` : "",
        request.namespace ? ` -n ${request.namespace}` : "",
      ].join("")
    : request.path;
  const as = impersonatedUser === undefined ? "" : ` --as ${impersonatedUser}`;
  const code = responseCode === undefined ? "" : `, answered ${responseCode}`;
  return `${request.verb} ${what ?? ""}${as}${code}`;
}
