import type { ClusterRecord } from "../../../src/model/cluster.ts";
import type { Gap } from "../../../src/model/fact.ts";
import type { SeenTrail } from "../cloudtrail/trails.ts";
import type { ApiCall } from "../events/call.ts";
import { logGroupName } from "../names.ts";
import type { CloudEvent } from "./events.ts";
import { ownerOf, recordsSomething } from "../cloudtrail/records.ts";

/** A call that would change the audit path of a cluster. */
export interface TamperingCall {
  readonly call: ApiCall;
  /** Why it is not known whether it would. */
  readonly gaps: readonly Gap[];
}

/**
 * The calls behind an event. Clusters and log groups are changed where they are. A trail is changed in its home region by
 * the account that it belongs to, and each trail that records the cluster is one to be told of:
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html (2026-11).
 */
export function tamperingCalls(
  event: CloudEvent,
  cluster: ClusterRecord,
  trails: readonly SeenTrail[],
): readonly TamperingCall[] {
  const here = {
    ...event,
    account: cluster.scope,
    region: cluster.location,
    parameters: ofCluster(event.name, cluster),
  };
  if (event.source !== "cloudtrail.amazonaws.com") return [{ call: here, gaps: [] }];
  const calls = trails.flatMap((trail) => {
    const { is, gaps } = recordsSomething(trail, cluster.location);
    if (is === "no") return [];
    const account = ownerOf(trail, cluster.scope);
    return [{ call: { ...event, account, region: trail.homeRegion, parameters: ofTrail(event.name, trail) }, gaps }];
  });
  // Without a trail there is none to be changed, and nothing that would tell.
  return calls.length > 0 ? calls : [{ call: here, gaps: [] }];
}

function ofCluster(event: string, { name }: ClusterRecord): ApiCall["parameters"] {
  switch (event) {
    case "UpdateClusterConfig":
      return { name: [name] };
    case "DeleteLogGroup":
    case "DeleteLogStream":
    case "PutRetentionPolicy":
    case "DeleteSubscriptionFilter":
      return { logGroupName: [logGroupName(name)] };
    default:
      return {};
  }
}

/** A trail may be named by its ARN, too. */
function ofTrail(event: string, { name, arn }: SeenTrail): ApiCall["parameters"] {
  return { [event === "PutEventSelectors" ? "trailName" : "name"]: [name, arn] };
}
