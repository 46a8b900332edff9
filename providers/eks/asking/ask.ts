import type { Json } from "../../../src/model/json.ts";
import type { Answer, Budget, Place, Run } from "../../contract.ts";
import { explain, isExpired } from "./errors.ts";
import { permissionOf, type Operation } from "../permissions.ts";
import type { Session } from "../client/session.ts";

/** Who asks, and from where. */
export interface Seat extends Place {
  readonly session: Session;
}

/** How fast calls may go that are limited together, as AWS publishes it. */
export type Rate = Omit<Budget, "key">;

/** Stays below the limit by as much as calls may be late that were sent in time. */
const SHARE_OF_LIMIT = 0.9;

export interface Ask<T> {
  readonly operation: Operation;
  readonly target?: string;
  /** What is limited together; the operation alone when absent. */
  readonly limit?: string;
  /** Account whose limit it counts against; that of the scope when absent. */
  readonly payer?: string;
  readonly rate: Rate;
  attempt(signal: AbortSignal): Promise<T>;
  excerpt?(answer: T): Json;
}

/** Makes a call of this provider through the sweep. */
export function ask<T>(
  { scope, location, session }: Seat,
  run: Run,
  { operation, target, limit, payer, rate, attempt, excerpt }: Ask<T>,
): Promise<Answer<T>> {
  return run.call({
    operation,
    permission: permissionOf(operation),
    scope,
    location,
    ...(target === undefined ? {} : { target }),
    budget: {
      ...rate,
      key: `eks ${limit ?? operation} ${payer ?? scope} ${location}`,
      perSecond: rate.perSecond * SHARE_OF_LIMIT,
    },
    attempt: (signal) => renewed(session, () => attempt(signal)),
    explain: (error) =>
      explain(error, { isRegional: location !== "-", isRenewable: Boolean(session.credentialsInUse) }),
    ...(excerpt === undefined ? {} : { excerpt }),
  });
}

/** Has the next try made with new credentials when those of this one had ended. */
async function renewed<T>(session: Session, attempt: () => Promise<T>): Promise<T> {
  const expire = session.credentialsInUse?.();
  try {
    return await attempt();
  } catch (error) {
    if (isExpired(error)) expire?.();
    throw error;
  }
}
