/** Something in a policy that is allowed but probably not meant. */
export interface LintFinding {
  readonly code: LintCode;
  /** The rule, from 1; 0 for the policy as a whole. */
  readonly rule: number;
  readonly message: string;
  /** Other rules it has to do with. */
  readonly related: readonly number[];
}

export type LintCode =
  /** The rule never decides. */
  | "unreachable-rule"
  /** A value, or a pair of values, of the rule never decides. */
  | "shadowed-part"
  /** Without the rule every request would be recorded the same. */
  | "pointless-rule"
  /** A rule for create that leaves out get, by which exec and its like come when they use WebSockets. */
  | "create-without-get"
  /** A plain resource, whose subresources are recorded less. */
  | "subresources-left-out"
  /** A star where stars are ordinary characters. */
  | "literal-star"
  /** A resource string that no request has. */
  | "unknown-resource"
  /** A verb that no request of the rule's kind has. */
  | "unknown-verb"
  /** Names for requests that carry none. */
  | "names-without-name"
  /** Requests that no rule matches are not recorded. */
  | "no-catch-all"
  /** Failed logins are not recorded. */
  | "failed-authentication-lost";
