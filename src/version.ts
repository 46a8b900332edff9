import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Manifest {
  readonly name: string;
  readonly version: string;
}

// By the package's own name, so that it is the same file from source, from `dist` and when installed.
const file = fileURLToPath(import.meta.resolve("trailproof/package.json"));
const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;

/** Name and version of this package. */
export const tool = { name: manifest.name, version: manifest.version };
