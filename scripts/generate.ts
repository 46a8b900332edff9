import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Writes the registries from the directories. Run by `npm run generate`; a test checks that they are up to date. */

const root = fileURLToPath(new URL("..", import.meta.url));

export function generatedFiles(): Map<string, string> {
  return new Map([
    ["providers/registry.ts", providerRegistry()],
    ["policies/registry.ts", policyRegistry()],
    ["src/report/registry.ts", formatRegistry()],
  ]);
}

function providerRegistry(): string {
  const ids = readdirSync(join(root, "providers"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  const rows = ids.map((id) => `  ${id}: async () => (await import("./${id}/index.ts")).provider,\n`).join("");
  return `${NOTICE}import type { ProviderModule } from "./contract.ts";

/** Every provider, loaded only when it is used. */
export const providers: { readonly [id: string]: () => Promise<ProviderModule> } = {
${rows}};
`;
}

function policyRegistry(): string {
  const controls = stems("policies/controls", ".ts");
  const rows = controls.map(
    (stem) => `  ${JSON.stringify(stem.toUpperCase())}: () => import("./controls/${stem}.ts"),\n`,
  );
  return `${NOTICE}import type { Control } from "../src/trail/control.ts";

export const controls: { readonly [id: string]: () => Promise<{ readonly control: Control }> } = {
${rows.join("")}};

export const profiles: readonly string[] = ${list("policies/audit")};

export const frameworks: readonly string[] = ${list("policies/frameworks")};

export const requirements: readonly string[] = ${list("policies/requirements")};
`;
}

function formatRegistry(): string {
  const rows = stems("src/report/formats", ".ts").map(
    (stem) => `  ${stem}: async () => (await import("./formats/${stem}.ts")).format,\n`,
  );
  return `${NOTICE}import type { Format } from "./format.ts";

/** Every format, loaded only when it is used. */
export const formats: { readonly [name: string]: () => Promise<Format> } = {
${rows.join("")}};
`;
}

const NOTICE = "// Written by `npm run generate` from the directories; do not edit.\n";

function list(folder: string): string {
  return `[${stems(folder, ".yaml")
    .map((stem) => JSON.stringify(stem))
    .join(", ")}]`;
}

function stems(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .toSorted();
}

/** Writes them. Schemas come after the registries, which they read. */
export async function writeGenerated(): Promise<void> {
  for (const [path, text] of generatedFiles()) writeFileSync(join(root, path), text);
  const { publishedSchemas } = await import("./schemas.ts");
  mkdirSync(join(root, "schemas"), { recursive: true });
  for (const [path, text] of await publishedSchemas()) writeFileSync(join(root, path), text);
}

if (import.meta.main) await writeGenerated();
