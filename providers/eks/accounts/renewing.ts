import type { Renewing, RoleCredentials } from "../client/session.ts";

const RENEW_BEFORE_MS = 300_000;

/** One set of credentials for all clients of an account. However many calls find that it has ended, it is renewed once. */
export function renewing(first: RoleCredentials, renew: () => Promise<RoleCredentials>): Renewing {
  let current = Promise.resolve(first);
  let renewAt = first.expiration.getTime() - RENEW_BEFORE_MS;
  return {
    get() {
      if (Date.now() < renewAt) return current;
      renewAt = Infinity;
      current = renew().then((next) => {
        renewAt = next.expiration.getTime() - RENEW_BEFORE_MS;
        return next;
      });
      return current;
    },
    inUse() {
      const used = current;
      return () => {
        if (used === current) renewAt = 0;
      };
    },
  };
}
