/** The public surface of `trailproof/audit-policy`: audit.k8s.io/v1 policies, read, compiled and asked as the API server does it. */
export {
  parsePolicy,
  type AcceptedPolicy,
  type ParseOptions,
  type ParseResult,
  type RefusedPolicy,
} from "./parse-policy.ts";
export type { GroupResources, Policy, PolicyRule } from "./policy.ts";
export type { FailedAt, FaultType, Problem } from "./problem.ts";
export { compilePolicy, type CompiledPolicy, type CompileOptions } from "./compile-policy.ts";
export { requestFromHttp, type HttpRequestResult, type RequestAttributes } from "./request-from-http.ts";
export { emittedStages, type StageContext } from "./emitted-stages.ts";
export { isLongRunning } from "./long-running.ts";
export { DEFAULT_CALLER, parseRequestWords, type Caller, type WordsOptions, type WordsResult } from "./words.ts";
export { blindspots, type BlindspotPart, type Blindspots } from "./blindspots.ts";
export {
  isInClass,
  type Choice,
  type GroupChoice,
  type PathChoice,
  type RequestClass,
} from "./analysis/request-class.ts";
export { describeClass } from "./analysis/describe.ts";
export { diffPolicies, type Difference, type LevelBy } from "./diff-policies.ts";
export { lintPolicy, type LintCode, type LintFinding } from "./lint-policy.ts";
