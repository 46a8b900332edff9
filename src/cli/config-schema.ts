import { z } from "zod";
import type { Landscape, LandscapeOption } from "../../providers/contract.ts";
import { SEVERITIES } from "../model/result.ts";

/** The shape of `trailproof.yaml`; published as `schemas/config.schema.json`. */

const days = z.int().nonnegative().nullable();
const text = z.string().min(1);
const names = z.array(text);

export function configSchema(landscapes: readonly Landscape[]) {
  const parts = landscapes.map((landscape) => [landscape.id, landscapeSchema(landscape).optional()] as const);
  return z.strictObject({
    landscape: z.strictObject(Object.fromEntries(parts)).optional(),
    requirements: z
      .union([text, z.strictObject({ hotDays: z.int().nonnegative(), totalDays: z.int().nonnegative() })])
      .optional(),
    failOn: z.enum([...SEVERITIES, "never"]).optional(),
    declared: z
      .array(
        z.strictObject({
          store: text,
          hotDays: days.optional(),
          totalDays: days.optional(),
          watched: z.boolean().optional(),
          note: text,
        }),
      )
      .optional(),
    policies: z.array(z.strictObject({ cluster: text, file: text, note: text })).optional(),
    waivers: z
      .array(
        z.strictObject({
          control: text,
          cluster: text,
          reason: text,
          owner: text,
          until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a day such as 2027-01-31"),
        }),
      )
      .optional(),
  });
}

function landscapeSchema(landscape: Landscape) {
  const keys = landscape.options.map((option) => {
    if (option.kind === "list") return [option.key, names.optional()] as const;
    if (option.kind === "value") return [option.key, z.string().optional()] as const;
    return [option.key, z.union([z.boolean(), narrowedSchema(option)]).optional()] as const;
  });
  return z.strictObject({ ...Object.fromEntries(keys), [landscape.locationsKey]: names.optional() });
}

/** A switch that is narrowed: the ways to pick are the provider's own. */
function narrowedSchema(option: LandscapeOption) {
  const ways = (option.narrowing ?? []).map(({ key }) => [key, names.optional()] as const);
  const picks = z.strictObject(Object.fromEntries(ways)).optional();
  return z.strictObject({ include: picks, exclude: picks });
}

export type ConfigFile = z.infer<ReturnType<typeof configSchema>>;
