#!/usr/bin/env node
import nodeModule from "node:module";

// Nothing else may be imported before this check, and nothing by a name that older releases do not have: they would fail
// on what follows with an error that says nothing.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`trailproof needs Node 22.18 or later (24 recommended); this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  nodeModule.enableCompileCache?.();
  const { runCommandLine } = await import("./program.ts");
  process.exitCode = await runCommandLine(process.argv);
}
