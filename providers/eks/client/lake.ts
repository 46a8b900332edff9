import type { SecurityLakeClient } from "@aws-sdk/client-securitylake";
import { parsedBody } from "./body.ts";
import { once, perRegion, prepared, tokenAs, type Kit } from "./parts.ts";
import type { DeepSession } from "./deep-session.ts";

/** Part of `client.ts`: Security Lake. */

const load = once(() => import("@aws-sdk/client-securitylake"));

export function lakeSession({
  shared,
  home,
}: Kit): Pick<DeepSession, "listDataLakes" | "listLogSources" | "getDataLakeSources"> {
  const lake = perRegion(async (region): Promise<SecurityLakeClient> => {
    const [{ SecurityLakeClient }, config] = await Promise.all([load(), shared()]);
    return prepared(new SecurityLakeClient({ ...config, region }));
  });

  return {
    async listDataLakes(abortSignal) {
      const [client, { ListDataLakesCommand }] = await Promise.all([lake(await home()), load()]);
      return parsedBody(await client.send(new ListDataLakesCommand({}), { abortSignal }));
    },
    async listLogSources(sourceName, token, abortSignal) {
      const [client, { ListLogSourcesCommand }] = await Promise.all([lake(await home()), load()]);
      const input = { sources: [{ awsLogSource: { sourceName } }], maxResults: 100, ...tokenAs("nextToken", token) };
      return parsedBody(await client.send(new ListLogSourcesCommand(input), { abortSignal }));
    },
    async getDataLakeSources(region, token, abortSignal) {
      const [client, { GetDataLakeSourcesCommand }] = await Promise.all([lake(region), load()]);
      const command = new GetDataLakeSourcesCommand({ maxResults: 100, ...tokenAs("nextToken", token) });
      return parsedBody(await client.send(command, { abortSignal }));
    },
  };
}
