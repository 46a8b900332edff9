import type { z } from "zod";
import type { Answer, Run } from "../contract.ts";
import * as answers from "./answers.ts";
import type { ArmId } from "./arm-id.ts";
import type { ApiVersions } from "./ask.ts";
import type { ArmClient } from "./client.ts";
import { ACTIONS, type Permission } from "./permissions.ts";
import { GONE, GONE_INSIDE, read, shown } from "./resource-call.ts";

/** The calls about what only passes logs on: event hubs and partner solutions. */

const EVENT_HUBS: ApiVersions = ["2024-01-01", "2021-11-01"];

export function getEventHubNamespace(
  client: ArmClient,
  run: Run,
  id: ArmId,
): Promise<Answer<z.infer<typeof answers.eventHubNamespace>>> {
  return read(
    client,
    run,
    id,
    ACTIONS.eventHubNamespace,
    EVENT_HUBS,
    answers.eventHubNamespace,
    GONE,
    ({ properties }) => ({
      status: shown(properties.status),
    }),
  );
}

export function getEventHub(client: ArmClient, run: Run, id: ArmId): Promise<Answer<z.infer<typeof answers.eventHub>>> {
  return read(client, run, id, ACTIONS.eventHub, EVENT_HUBS, answers.eventHub, GONE_INSIDE, ({ properties }) => ({
    status: shown(properties.status),
    cleanupPolicy: shown(properties.retentionDescription?.cleanupPolicy),
  }));
}

/** Partner solutions by resource type: what to ask for and with which API version. */
const PARTNERS: ReadonlyMap<string, readonly [Permission, ApiVersions]> = new Map([
  ["microsoft.datadog/monitors", [ACTIONS.datadog, ["2023-01-01", "2021-03-01"]]],
  ["microsoft.elastic/monitors", [ACTIONS.elastic, ["2024-03-01", "2020-07-01"]]],
  ["dynatrace.observability/monitors", [ACTIONS.dynatrace, ["2023-04-27", "2021-09-01"]]],
  ["newrelic.observability/monitors", [ACTIONS.newRelic, ["2024-01-01", "2022-07-01"]]],
  ["microsoft.logz/monitors", [ACTIONS.logz, ["2020-10-01"]]],
  ["microsoft.confluent/organizations", [ACTIONS.confluent, ["2024-02-13", "2021-12-01"]]],
]);

/** Undefined when this kind of partner solution is not known here. */
export function getPartner(
  client: ArmClient,
  run: Run,
  id: ArmId,
): Promise<Answer<z.infer<typeof answers.partnerResource>>> | undefined {
  const [action, versions] = PARTNERS.get(id.type) ?? [];
  return action && versions && read(client, run, id, action, versions, answers.partnerResource, GONE);
}
