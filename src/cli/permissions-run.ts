import { providerOf } from "./facts.ts";
import { bufferedSink } from "./outputs.ts";
import type { Flags } from "./scan-run.ts";

/** Prints what a provider's scan has to be allowed. */
export async function showPermissions(provider: string, flags: Flags): Promise<number> {
  const { permissions, leastPrivilege } = await (await providerOf(provider)).permissions();
  const sink = bufferedSink(1);
  if (flags["calls"] === true) sink.write(`${JSON.stringify(permissions, null, 2)}\n`);
  else sink.write(leastPrivilege({ organization: flags["organization"] === true }));
  sink.flush();
  return 0;
}
