import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as Yaml from "yaml";
import type { z } from "zod";

/** Text of `compiled.json` by path: what the build made of the YAML files, checked, so that a scan need not parse them. */
type Compiled = { readonly [path: string]: unknown };

let compiled: Compiled | undefined;

/**
 * A file under `policies/`. From source it is read and checked each time; the published package holds them checked.
 * @param path one of the package's own, never a name that a user gave
 */
export function readPolicy<T extends z.ZodType>(path: string, shape: T): z.infer<T> {
  const ready = compiledFiles()[path];
  return ready === undefined ? parsePolicyFile(path, shape) : (ready as z.infer<T>);
}

/** A file that does not fit is a fault of the package. */
export function parsePolicyFile<T extends z.ZodType>(path: string, shape: T): z.infer<T> {
  const text = readFileSync(fileURLToPath(import.meta.resolve(`#policies/${path}`)), "utf8");
  // Loaded only where there are YAML files to read.
  const { parse } = createRequire(import.meta.url)("yaml") as typeof Yaml;
  return shape.parse(parse(text));
}

function compiledFiles(): Compiled {
  if (compiled) return compiled;
  const file = new URL("compiled.json", import.meta.url);
  compiled = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Compiled) : {};
  return compiled;
}
