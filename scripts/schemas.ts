import { z } from "zod";
import { configSchema } from "../src/cli/config-schema.ts";
import { loadLandscapes } from "../src/cli/landscape-flags.ts";
import { snapshotRecord } from "../src/store/records.ts";

/** The published JSON Schemas, made from the same source as the types. */
export async function publishedSchemas(): Promise<Map<string, string>> {
  const { reportJsonSchema } = await import("../src/report/schema.ts");
  const schemas = new Map<string, unknown>([
    ["schemas/report.schema.json", reportJsonSchema()],
    [
      "schemas/snapshot.schema.json",
      titled("One record of a trailproof snapshot; a snapshot is NDJSON", snapshotRecord),
    ],
    ["schemas/config.schema.json", titled("trailproof.yaml", configSchema(await loadLandscapes()))],
  ]);
  return new Map([...schemas].map(([path, schema]) => [path, `${JSON.stringify(schema, null, 2)}\n`]));
}

function titled(title: string, shape: z.ZodType): unknown {
  return { title, ...z.toJSONSchema(shape, { io: "input" }) };
}
