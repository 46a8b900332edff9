import { fileURLToPath } from "node:url";
import type { Check } from "../test/moto/check.ts";
import { motoServer } from "../test/moto/environment.ts";
import { compare } from "../test/moto/expected.ts";
import { scanOrganization } from "../test/moto/organization-scan.ts";
import { scan } from "../test/moto/scan.ts";
import { seed } from "../test/moto/seed.ts";
import { startMoto } from "../test/moto/server.ts";

/** Scans moto's AWS server, which others wrote, and compares the reports with what was put into it. */

const root = fileURLToPath(new URL("..", import.meta.url));
const command = await motoServer(root);
if (typeof command === "string") process.exitCode = await test(command);
else console.log(`Not tested against moto: ${command.missing}.`);

async function test(server: string): Promise<number> {
  const checks = [
    ...(await withMoto(server, async (url) => {
      await seed(url);
      return compare(await scan(root, url));
    })),
    ...(await withMoto(server, (url) => scanOrganization(root, url))),
  ];
  const failed = checks.filter((check) => check.problem !== undefined);
  for (const { what, problem } of failed) console.log(`FAILED ${what}: ${problem}`);
  console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

async function withMoto(server: string, use: (url: string) => Promise<Check[]>): Promise<Check[]> {
  const moto = await startMoto(server);
  try {
    return await use(moto.url);
  } finally {
    await moto.stop();
  }
}
