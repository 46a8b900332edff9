/**
 * Which policy refused a call. IAM says so at the end of its message:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html (2026-11).
 */

export interface Denial {
  readonly reason: string;
  readonly permission?: string;
  /** The policy that says no, when it is named. */
  readonly on?: string;
}

const KINDS = [
  "identity-based policy",
  "service control policy",
  "resource control policy",
  "session policy",
  "VPC endpoint policy",
  "permissions boundary",
  "resource-based policy",
] as const;

/** Our own sentence about a refusal; of the message only the action, the kind of policy and its ARN are used. */
export function deniedBecause(message: string, code: string): Denial {
  const action = /not authorized to perform:? ([a-z0-9-]{1,40}:[A-Za-z0-9]{1,80})(?=[\s.,]|$)/.exec(message)?.[1];
  const permission = action === undefined ? {} : { permission: action };
  for (const kind of KINDS) {
    if (message.includes(`no ${kind} allows`))
      return { reason: `denied: no ${kind} allows it (${code})`, ...permission };
    const explicit = new RegExp(`explicit deny in an? ${kind}(.*)`, "s").exec(message);
    if (!explicit) continue;
    const policy = /^: (arn:[a-zA-Z0-9:/._+=,@-]{1,200})/.exec(explicit[1] ?? "")?.[1];
    const named = policy === undefined ? "" : ` ${policy}`;
    const article = kind.startsWith("i") ? "an" : "a";
    return {
      reason: `denied: ${article} ${kind}${named} forbids it (${code})`,
      ...permission,
      ...(policy === undefined ? {} : { on: policy }),
    };
  }
  return { reason: `denied (${code})`, ...permission };
}
