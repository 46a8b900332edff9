import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeGenerated } from "./generate.ts";
import { blueprints, type Blueprint } from "./blueprints.ts";

/** Lays down the files of a new control, format and so on, with a test that fails until they are filled. */

const root = fileURLToPath(new URL("..", import.meta.url));

async function main([kind = "", name = ""]: readonly string[]): Promise<number> {
  const blueprint = blueprints.get(kind);
  if (!blueprint || !blueprint.allows.test(name)) {
    console.error(usage(blueprint));
    return 2;
  }
  const files = blueprint.files(name);
  const taken = [...files.keys()].find((path) => existsSync(join(root, path)));
  if (taken !== undefined) {
    console.error(`${taken} is there already; nothing was written`);
    return 2;
  }
  for (const [path, text] of files) write(path, text);
  await writeGenerated();
  console.log([...files.keys()].map((path) => `made ${path}`).join("\n"));
  console.log(blueprint.next);
  return 0;
}

function usage(blueprint: Blueprint | undefined): string {
  const lines = blueprint ? [blueprint.example] : [...blueprints.values()].map((one) => one.example);
  return ["usage:", ...lines.map((line) => `  npm run new -- ${line}`)].join("\n");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

process.exitCode = await main(process.argv.slice(2));
