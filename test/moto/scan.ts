import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { CREDENTIALS, REGIONS } from "./seed.ts";

/** As much of the JSON report as is compared. */
const report = z.object({
  ledger: z.array(
    z.object({ scope: z.string(), location: z.string(), status: z.string(), clusters: z.number().nullable() }),
  ),
  clusters: z.array(z.object({ id: z.string(), name: z.string(), labels: z.record(z.string(), z.string()) })),
  results: z.array(
    z.object({
      cluster: z.string(),
      control: z.string(),
      status: z.string(),
      missing: z.array(z.string()).optional(),
    }),
  ),
});

export interface ScanOutcome {
  readonly code: number | null;
  readonly report: z.infer<typeof report>;
}

/**
 * Scans the server with the command line, as a user does.
 * @param scopes flags that say what is scanned besides the regions
 */
export async function scan(root: string, endpoint: string, scopes: readonly string[] = []): Promise<ScanOutcome> {
  const regions = REGIONS.flatMap((region) => ["--region", region]);
  const command = [join(root, "src/cli/main.ts"), "scan", "--provider", "eks", ...regions, ...scopes];
  const child = spawn(process.execPath, [...command, "--format", "json"], {
    cwd: root,
    env: { ...withoutAws(process.env), ...cloudEnv(endpoint) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  return { code: code as number | null, report: report.parse(JSON.parse(output)) };
}

function cloudEnv(endpoint: string): { readonly [name: string]: string } {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** The machine's own AWS settings must not lead anywhere else. */
function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("AWS_")));
}
