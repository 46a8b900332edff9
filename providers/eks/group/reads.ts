import type { ResourceRecord } from "../../../src/model/cluster.ts";
import type { Run } from "../../contract.ts";
import { openGroups } from "./group-reads.ts";
import { describeLogGroups, listTelemetryPipelines } from "./calls.ts";
import { pipelinesRecord } from "./facts.ts";
import { logGroupName, pipelinesArn } from "../names.ts";
import type { EksPlace } from "../accounts/scopes.ts";

/** What the clusters of one place share about their logs. Each call is made once, and only when something asks for it. */
export interface LogReads {
  logGroup(cluster: string): Promise<ResourceRecord>;
  pipelines(): Promise<ResourceRecord>;
}

/** Lists the log groups at once, beside the descriptions of the clusters. */
export function startLogReads(place: EksPlace, run: Run, clusters: ReadonlySet<string>): LogReads {
  const { site } = place;
  const listed = describeLogGroups(place, run, clusters);
  // A bug in it is thrown where it is waited for, or in the description of a cluster before that.
  listed.catch(() => undefined);
  const groups = openGroups(place, site, run);
  return {
    logGroup: (cluster) => groups.read(logGroupName(cluster), listed),
    pipelines: () =>
      run.resource(pipelinesArn(site), async () => pipelinesRecord(site, await listTelemetryPipelines(place, run))),
  };
}
