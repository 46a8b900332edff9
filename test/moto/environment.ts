import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The release whose answers the expectations were written for. */
const MOTO = "5.2.5";

export interface MotoMissing {
  readonly missing: string;
}

/** Path of moto's server in a Python environment of its own; made when it is not there yet. */
export async function motoServer(root: string): Promise<string | MotoMissing> {
  const folder = join(root, ".moto-venv");
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  if (!existsSync(join(bin, "python")) && !existsSync(join(bin, "python.exe"))) {
    const made = await run("python3", ["-m", "venv", folder]).catch(reasonOf);
    if (typeof made === "string") return { missing: `Python with its venv module is not to be had here (${made})` };
  }
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `moto[server]==${MOTO}`];
  const installed = await run(join(bin, "python"), install).catch(reasonOf);
  if (typeof installed === "string") return { missing: `moto ${MOTO} cannot be installed here (${installed})` };
  return join(bin, "moto_server");
}

function reasonOf(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).trim().split("\n").slice(-1);
  return line.slice(0, 200);
}
