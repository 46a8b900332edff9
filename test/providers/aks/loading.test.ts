import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { provider } from "../../../providers/aks/index.ts";

const FOLDER = new URL("../../../providers/aks/", import.meta.url);

/** Modules of an SDK that a file brings along, in a process of its own. */
function sdkModules(file: string): string[] {
  const url = new URL(file, FOLDER).href;
  const hooks = `import { registerHooks } from "node:module";
    const seen = [];
    registerHooks({ resolve(specifier, context, next) { const found = next(specifier, context); seen.push(found.url); return found; } });
    await import(${JSON.stringify(url)});
    console.log(JSON.stringify(seen.filter((url) => /node_modules\\/@azure/.test(url))));`;
  const out = execFileSync(process.execPath, ["--input-type=module", "--eval", hooks], {
    encoding: "utf8",
    cwd: fileURLToPath(FOLDER),
  });
  return JSON.parse(out) as string[];
}

test.each(["index.ts", "landscape.ts", "trail.ts", "remedy.ts", "schema.ts", "permissions.ts"])(
  "%s loads no SDK",
  (file) => {
    expect(sdkModules(file)).toEqual([]);
  },
);

test("the reader loads the SDK, but not the one for clusters before it is used", () => {
  const modules = sdkModules("reader.ts").join("\n");
  expect(modules).toContain("@azure/identity");
  expect(modules).not.toContain("arm-containerservice");
});

test("the provider has all its rooms", async () => {
  expect((await provider.landscape()).landscape.id).toBe("aks");
  expect(typeof (await provider.reader()).reader.plan).toBe("function");
  expect(Object.keys((await provider.facts()).facts.resourceFacts)).toContain("log-analytics-table");
});
