import type { Json } from "../../src/model/json.ts";
import type { Answer, Budget, Place, Run } from "../contract.ts";
import { explain } from "./errors.ts";
import { permissionOf, type Operation } from "./permissions.ts";
import type { Session } from "./session.ts";

/** Who asks, and from where. */
export interface Seat extends Place {
  readonly session: Session;
}

/** How fast calls may go that are limited together. */
export type Rate = Omit<Budget, "key">;

export interface Ask<T> {
  readonly operation: Operation;
  readonly target?: string;
  /** What is limited together; the operation alone when absent. */
  readonly limit?: string;
  readonly rate: Rate;
  attempt(signal: AbortSignal): Promise<T>;
  excerpt?(answer: T): Json;
}

/** Makes a call of this provider through the sweep. */
export function ask<T>(
  { scope, location }: Place,
  run: Run,
  { operation, target, limit, rate, attempt, excerpt }: Ask<T>,
): Promise<Answer<T>> {
  return run.call({
    operation,
    permission: permissionOf(operation),
    scope,
    location,
    ...(target === undefined ? {} : { target }),
    budget: { key: `eks ${limit ?? operation} ${scope} ${location}`, ...rate },
    attempt,
    explain,
    ...(excerpt === undefined ? {} : { excerpt }),
  });
}
