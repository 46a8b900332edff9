import { dirname, isAbsolute, join } from "node:path";
import { fitsCluster, type OwnPolicy } from "../evaluate/options.ts";
import type { Snapshot } from "../store/snapshot-reader.ts";
import type { ConfigFile } from "./config-schema.ts";
import { terminalText } from "../report/escape.ts";
import { UsageError } from "./errors.ts";
import { say } from "./say.ts";

/**
 * Reads the audit policies that the user declares for clusters: those of flags come first, and so win.
 * @param flags PATTERN=FILE each, relative to the working directory
 * @param configFile where the configuration stands: its files are relative to it
 * @throws UsageError with every problem of a policy file, each with line and column
 */
export async function readOwnPolicies(
  flags: readonly string[],
  config: ConfigFile["policies"] = [],
  configFile = "",
): Promise<readonly OwnPolicy[]> {
  if (flags.length === 0 && config.length === 0) return [];
  const { readPolicyFile } = await import("./policy-file.ts");
  const folder = dirname(configFile);
  return [
    ...flags.map((flag) => ({ ...partsOf(flag), policy: readPolicyFile(partsOf(flag).file) })),
    ...config.map((one) => ({
      ...one,
      policy: readPolicyFile(isAbsolute(one.file) ? one.file : join(folder, one.file)),
    })),
  ];
}

function partsOf(flag: string): { cluster: string; file: string } {
  const mark = flag.indexOf("=");
  const [cluster, file] = [flag.slice(0, mark), flag.slice(mark + 1)];
  if (mark > 0 && file !== "") return { cluster, file };
  throw new UsageError(`--policy ${flag}: expected CLUSTER=FILE, such as --policy "pay*=audit-policy.yaml"`);
}

/** Remarks on policies whose pattern fits no cluster of a snapshot: it may be misspelt. */
export function remarkUnused(policies: readonly OwnPolicy[], snapshot: Snapshot): void {
  let waiting = policies;
  for (let index = 0; index < snapshot.clusterCount && waiting.length > 0; index += 1) {
    const cluster = snapshot.cluster(index);
    waiting = waiting.filter((policy) => !fitsCluster(cluster, policy.cluster));
  }
  for (const { cluster, file } of waiting)
    say(terminalText(`no cluster fits ${cluster}: the policy ${file} is not used`));
}
