import type { Finished } from "./finish.ts";

/**
 * The control whose result this one only follows from. An unknown follows from the unknown of AUD-ENABLED when
 * settling that one would settle it too.
 */
export function causeOf(result: Finished, all: readonly Finished[]): string | undefined {
  if (result.causedBy !== undefined) return result.causedBy;
  if (result.status !== "unknown" || result.control === "AUD-ENABLED") return undefined;
  const enabled = all.find((other) => other.control === "AUD-ENABLED");
  if (enabled?.status !== "unknown" || !enabled.missing || !result.missing) return undefined;
  const settling = new Set(enabled.missing);
  return result.missing.every((permission) => settling.has(permission)) ? "AUD-ENABLED" : undefined;
}
