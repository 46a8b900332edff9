import { execFileSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { parsePolicyFile } from "../policies/files.ts";
import { frameworks, profiles, requirements } from "../policies/registry.ts";
import { activitiesFile, frameworkFile, profileFile, requirementsFile } from "../policies/schema.ts";

/** Makes what is published, under `dist/`. */

const root = fileURLToPath(new URL("..", import.meta.url));

rmSync(join(root, "dist"), { recursive: true, force: true });
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
writeFileSync(join(root, "dist/policies/compiled.json"), JSON.stringify(compiledPolicies()));
chmodSync(join(root, "dist/src/cli/main.js"), 0o755);

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
