import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Packs what would be published, installs it in an empty folder, and uses it there as a user would. */

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "trailproof-package-"));

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 28,
  });
}

function check(name: string, holds: boolean): void {
  if (!holds) throw new Error(`the installed package fails: ${name}`);
  console.log(`ok: ${name}`);
}

try {
  run("npm", ["pack", "--silent", "--pack-destination", folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", allowScripts: { protobufjs: false } }),
  );
  run("npm", ["install", "--silent", "--no-audit", "--no-fund", `./${tarball}`], folder);
  const bin = join(folder, "node_modules/.bin/trailproof");
  const demo = run(process.execPath, [bin, "demo", "--format", "json", "--quiet"], folder);
  check("the demo judges at least 12 clusters", (JSON.parse(demo) as { clusters: unknown[] }).clusters.length >= 12);
  check("--version", run(process.execPath, [bin, "--version"], folder).trim() !== "");
  writeFileSync(
    join(folder, "use.mjs"),
    `import { version } from "trailproof"; import { compilePolicy } from "trailproof/audit-policy"; import { reportJsonSchema } from "trailproof/report";
     console.log(typeof version, typeof compilePolicy, typeof reportJsonSchema());`,
  );
  check("its three entries", run(process.execPath, ["use.mjs"], folder).trim() === "string function object");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
