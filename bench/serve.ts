import { awsCloud } from "../src/simulator/aws/index.ts";
import { startSimulator } from "../src/simulator/server.ts";
import { awsLandscape } from "./aws-landscape.ts";

/** The simulator in a process of its own, so that it does not share a core's event loop with what is measured. */

const [regions = 17, clusters = 20, latencyMs = 50] = process.argv.slice(2).map(Number);
const simulator = await startSimulator([awsCloud(awsLandscape(regions, clusters))], { latencyMs });
let counted = 0;

process.on("message", () => {
  const fresh = simulator.calls.slice(counted);
  counted = simulator.calls.length;
  process.send?.({ calls: fresh.length, throttled: fresh.filter((call) => call.status === 429).length });
});
process.on("disconnect", () => void simulator.close());
process.send?.({ env: simulator.env });
