import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "./check.ts";
import { compareOrganization } from "./organization-expected.ts";
import { seedOrganization } from "./organization-seed.ts";
import { scan } from "./scan.ts";

/** Scans all accounts below the organisation's root, as a configuration file names it. */
export async function scanOrganization(root: string, endpoint: string): Promise<Check[]> {
  const organization = await seedOrganization(endpoint);
  const folder = mkdtempSync(join(tmpdir(), "trailproof-moto-"));
  try {
    const file = join(folder, "trailproof.yaml");
    writeFileSync(file, `landscape: { eks: { organization: { include: { ous: [${organization.root}] } } } }\n`);
    return compareOrganization(await scan(root, endpoint, ["--config", file]), organization);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
