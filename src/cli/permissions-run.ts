import { providerOf } from "./facts.ts";
import { writeText } from "./sink.ts";
import type { Flags } from "./scan-run.ts";

/** Prints what a provider's scan has to be allowed. */
export async function showPermissions(provider: string, flags: Flags): Promise<number> {
  const { permissions, leastPrivilege } = await (await providerOf(provider)).permissions();
  if (flags["calls"] === true) writeText(`${JSON.stringify(permissions, null, 2)}\n`);
  else writeText(leastPrivilege({ organization: flags["organization"] === true }));
  return 0;
}
