#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Nothing else may be imported before this check: older releases fail on the syntax of what follows.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`trailproof needs Node 22.18 or later (24 recommended); this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  enableCompileCache?.();
  const { runCommandLine } = await import("./program.ts");
  process.exitCode = await runCommandLine(process.argv);
}
