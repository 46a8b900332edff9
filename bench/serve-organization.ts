import { awsCloud } from "../src/simulator/aws/index.ts";
import { startSimulator } from "../src/simulator/server.ts";
import { LIMITS, organizationLandscape } from "./organization-landscape.ts";

/** The organisation in a process of its own, with the limits of AWS enforced. Tells what was called when it is asked. */

const [accounts = 50, regions = 17, clusters = 2, latencyMs = 50] = process.argv.slice(2).map(Number);
const landscape = organizationLandscape(accounts, regions, clusters);
const simulator = await startSimulator([awsCloud(landscape)], { latencyMs, limits: LIMITS });
let counted = 0;

process.on("message", () => {
  const fresh = simulator.calls.slice(counted);
  counted = simulator.calls.length;
  const operations = [...Map.groupBy(fresh, ({ operation }) => operation)].map(
    ([operation, calls]) => [operation, calls.length] as const,
  );
  const limited = LIMITS.flatMap((limit) => {
    const hit = new RegExp(`^${limit.operation.replace("*", ".*")}$`);
    const mine = fresh.filter(({ operation }) => hit.test(operation));
    const groups = Map.groupBy(mine, ({ scope, location }) => (limit.shared ? "" : `${scope} ${location}`));
    return [...groups.values()].map((calls) => Math.max(calls.length - limit.burst, 0) / limit.perSecond);
  });
  process.send?.({
    calls: fresh.length,
    operations,
    throttled: fresh.filter((call) => call.throttled).length,
    mutating: fresh.filter((call) => call.mutating).length,
    /** Seconds that the narrowest limit takes, if nothing else does. */
    limitSeconds: Math.max(0, ...limited),
  });
});
process.on("disconnect", () => void simulator.close());
process.send?.({ env: simulator.env });
