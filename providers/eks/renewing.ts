import type { RoleCredentials } from "./session.ts";

const RENEW_BEFORE_MS = 300_000;

/** One set of credentials for all clients of an account, renewed shortly before it ends. */
export function renewing(
  first: RoleCredentials,
  renew: () => Promise<RoleCredentials>,
): () => Promise<RoleCredentials> {
  let current = Promise.resolve(first);
  let renewAt = first.expiration.getTime() - RENEW_BEFORE_MS;
  return () => {
    if (Date.now() < renewAt) return current;
    renewAt = Infinity;
    current = renew().then((next) => {
      renewAt = next.expiration.getTime() - RENEW_BEFORE_MS;
      return next;
    });
    return current;
  };
}
