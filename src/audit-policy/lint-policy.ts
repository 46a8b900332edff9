import { describeClasses } from "./analysis/describe.ts";
import { Effort } from "./analysis/find-rest.ts";
import { ruleBoxesOf } from "./analysis/policy-boxes.ts";
import { blindspots } from "./blindspots.ts";
import type { CompileOptions } from "./compile-policy.ts";
import { hasGroupWildcard } from "./kubernetes-version.ts";
import type { LintFinding } from "./lint/finding.ts";
import { lintPointless } from "./lint/pointless.ts";
import { lintReachability } from "./lint/reachability.ts";
import { lintSubresources } from "./lint/subresources.ts";
import { lintWording } from "./lint/wording.ts";
import { decisionsOf } from "./matching/decisions.ts";
import type { Policy } from "./policy.ts";

export type { LintCode, LintFinding } from "./lint/finding.ts";

/**
 * What a valid policy probably does not mean: rules and parts of rules that never decide or change nothing, requests that slip through,
 * and values that match nothing. In the order of the rules.
 *
 * @throws RangeError if the rules overlap so much that the analysis would not end in reasonable time
 */
export function lintPolicy(policy: Policy, options: CompileOptions = {}): readonly LintFinding[] {
  const effort = new Effort();
  const boxes = ruleBoxesOf(policy, options.kubernetes);
  const findings = [
    ...lintReachability(policy.rules, boxes, hasGroupWildcard(options.kubernetes), effort),
    ...lintPointless(boxes, decisionsOf(policy), effort),
    ...lintSubresources(policy, options),
    ...lintWording(policy.rules),
  ];
  return [...lintWhole(policy, options), ...findings.toSorted((left, right) => left.rule - right.rule)];
}

/** What is wrong with the policy as a whole. */
function lintWhole(policy: Policy, options: CompileOptions): LintFinding[] {
  const unmatched = blindspots(policy, {}, options).parts.find((part) => part.rule === 0);
  const catchAll: LintFinding[] =
    unmatched === undefined
      ? []
      : [
          {
            code: "no-catch-all",
            rule: 0,
            message: `Requests that no rule matches are not recorded, such as ${exampleText(unmatched.example)}. End with a rule of level Metadata for everything.`,
            related: [],
          },
        ];
  return [...catchAll, ...lintFailedAuthentication(policy, options)];
}

/** Failed authentication has no user and writes only the stage ResponseStarted. */
function lintFailedAuthentication(policy: Policy, options: CompileOptions): LintFinding[] {
  const decisions = decisionsOf(policy);
  const parts = blindspots(policy, { user: null, groups: [] }, options).parts;
  return parts
    .filter((part) => part.level !== "None" && decisions[part.rule]?.omitStages.includes("ResponseStarted") === true)
    .map((part) => ({
      code: "failed-authentication-lost",
      rule: part.rule,
      message: `Rule ${part.rule} omits the stage ResponseStarted, the only one that failed authentication writes, so failed logins are lost: ${describeClasses(part.requests)}.`,
      related: [],
    }));
}

function exampleText({
  verb,
  resource,
  subresource,
  path,
  resourceRequest,
}: ReturnType<typeof blindspots>["parts"][number]["example"]): string {
  if (!resourceRequest) return `${verb} ${path ?? ""}`;
  return `${verb} ${resource ?? ""}${subresource === undefined || subresource === "" ? "" : `/${subresource}`}`;
}
