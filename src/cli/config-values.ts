import type { LandscapeOption } from "../../providers/contract.ts";

/** A text of the configuration and what checks it. */
export interface CheckedValue {
  readonly path: readonly (string | number)[];
  readonly value: string;
  readonly check: (value: string) => string | undefined;
}

/** Every text under a landscape option that can be wrong in itself. */
export function checkedValues(option: LandscapeOption, value: unknown): CheckedValue[] {
  return [
    ...textsAt(value, [option.key], option.check),
    ...(["include", "exclude"] as const).flatMap((side) =>
      (option.narrowing ?? []).flatMap(({ key, check }) =>
        textsAt(fieldOf(fieldOf(value, side), key), [option.key, side, key], check),
      ),
    ),
  ];
}

function textsAt(
  value: unknown,
  path: readonly (string | number)[],
  check: CheckedValue["check"] | undefined,
): CheckedValue[] {
  if (check === undefined) return [];
  if (typeof value === "string") return [{ path, value, check }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown, index) =>
    typeof entry === "string" ? [{ path: [...path, index], value: entry, check }] : [],
  );
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as { readonly [key: string]: unknown })[key]
    : undefined;
}
