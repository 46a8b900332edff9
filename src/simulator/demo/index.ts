import { awsCloud } from "../aws/index.ts";
import { azureCloud } from "../azure/index.ts";
import { googleCloud } from "../google/index.ts";
import { startSimulator, type Simulator } from "../server.ts";
import { demoAws } from "./aws.ts";
import { demoAzure, demoAzureDenied } from "./azure.ts";
import { demoGoogle } from "./google.ts";

/** Starts the landscape of `trailproof demo`. */
export function startDemo(): Promise<Simulator> {
  const clouds = [awsCloud(demoAws), googleCloud(demoGoogle), azureCloud(demoAzure)];
  return startSimulator(clouds, { latencyMs: 20, faults: [demoAzureDenied] });
}
