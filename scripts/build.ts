import { execFileSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { rolldown } from "rolldown";
import { parsePolicyFile } from "../policies/files.ts";
import { frameworks, profiles, requirements } from "../policies/registry.ts";
import { activitiesFile, frameworkFile, profileFile, requirementsFile } from "../policies/schema.ts";

/** Some of what is bundled is CommonJS and asks for Node's own modules. */
const REQUIRE =
  'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);';

/** Makes what is published, under `dist/`. */

const root = fileURLToPath(new URL("..", import.meta.url));

const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
const policies = JSON.stringify(compiledPolicies());
writeFileSync(join(dist, "policies/compiled.json"), policies);
await bundleCommandLine();
writeFileSync(join(dist, "bin/compiled.json"), policies);
chmodSync(join(dist, "bin/main.js"), 0o755);

/**
 * The command line starts from few files instead of hundreds; the library stays as it is, for people to read and trim.
 * The Google and Azure packages stay outside: they look for files beside themselves.
 */
async function bundleCommandLine(): Promise<void> {
  const bundle = await rolldown({
    input: join(dist, "src/cli/main.js"),
    platform: "node",
    external: [/^node:/, /^@google-cloud\//, /^google-/, /^@azure/],
    logLevel: "warn",
  });
  await bundle.write({ dir: join(dist, "bin"), format: "esm", chunkFileNames: "[name]-[hash].js", banner: REQUIRE });
}

/** Every policy file, checked: the published package reads them without a YAML parser. */
function compiledPolicies(): { [path: string]: unknown } {
  const files = [
    ["activities.yaml", activitiesFile] as const,
    ...profiles.map((id) => [`audit/${id}.yaml`, profileFile] as const),
    ...frameworks.map((id) => [`frameworks/${id}.yaml`, frameworkFile] as const),
    ...requirements.map((id) => [`requirements/${id}.yaml`, requirementsFile] as const),
  ];
  return Object.fromEntries(files.map(([path, shape]) => [path, parsePolicyFile(path, shape)]));
}
