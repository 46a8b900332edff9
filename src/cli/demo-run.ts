import { startDemo } from "../simulator/demo/index.ts";
import { scan, type Flags } from "./scan-run.ts";

/** Exit codes that mean the report was written. */
const SHOWN: ReadonlySet<number> = new Set([0, 1, 3]);

/** Credentials and endpoints of the machine must not reach into the demo, nor the demo's into them. */
const CLOUD_VARIABLE = /^(AWS|AZURE|GOOGLE|GCE|GCLOUD|CLOUDSDK|IDENTITY|MSI|TRAILPROOF)_/;

export async function demo(flags: Flags): Promise<number> {
  const simulator = await startDemo();
  for (const name of Object.keys(process.env)) if (CLOUD_VARIABLE.test(name)) delete process.env[name];
  Object.assign(process.env, simulator.env);
  try {
    // The role that leads from the demo's account into its log archive.
    const code = await scan({ role: "TrailproofReader", ...flags });
    return SHOWN.has(code) ? 0 : code;
  } finally {
    await simulator.close();
  }
}
