import { expect, test } from "vitest";
import type { AzureEventHub, AzureEventHubNamespace, AzureSetting } from "../../../src/simulator/azure/landscape.ts";
import type { Fault } from "../../../src/simulator/cloud.ts";
import type { Store } from "../../../src/model/trail.ts";
import { ACTIONS } from "../../../providers/aks/permissions.ts";
import {
  answering,
  category,
  cluster,
  json,
  landscapeOf,
  NAMESPACE,
  PARTNER,
  SECURITY,
  sweep,
  trailOf,
} from "./support.ts";

const RULE = `${NAMESPACE}/authorizationRules/send`;
const NAMED = { name: "a", logs: category("kube-audit"), eventHubRule: RULE, eventHub: "audit" };
const UNNAMED = { name: "a", logs: category("kube-audit"), eventHubRule: RULE };

async function storeFor(
  setting: AzureSetting,
  namespace: Partial<AzureEventHubNamespace> | null,
  faults: readonly Fault[] = [],
): Promise<Store> {
  const eventHubNamespaces = namespace === null ? [] : [{ id: NAMESPACE, ...namespace }];
  const [store] = trailOf(await sweep(landscapeOf([cluster([setting])], { eventHubNamespaces }), { faults })).stores;
  if (!store) throw new Error("no store");
  return store;
}

function hubs(hub: Partial<AzureEventHub> = {}): Partial<AzureEventHubNamespace> {
  return { hubs: [{ name: "audit", ...hub }] };
}

function value({ state, totalDays }: Store): unknown[] {
  return [state, totalDays].map((fact) => (fact.state === "known" ? fact.value : fact.state));
}

test("an active hub is alive, and what is kept behind it is open without a permission", async () => {
  const store = await storeFor(NAMED, hubs());
  expect(value(store)).toEqual(["live", "unknown"]);
  expect(store.hotDays).toMatchObject({ gaps: [{ reason: expect.stringContaining("not visible") }] });
  expect(store.hotDays).not.toHaveProperty("gaps.0.permission");
});

test.each([
  ["a named hub that is gone", NAMED, {}, "dead"],
  ["a hub that Azure names itself comes with the first record", UNNAMED, {}, "live"],
  ["a disabled hub", NAMED, hubs({ status: "Disabled" }), "dead"],
  ["a hub that takes nothing", NAMED, hubs({ status: "SendDisabled" }), "dead"],
  ["a hub that only gives nothing", NAMED, hubs({ status: "ReceiveDisabled" }), "live"],
  ["a compacted hub", NAMED, hubs({ cleanupPolicy: "Compact" }), "dead"],
  ["a disabled namespace", NAMED, { ...hubs(), status: "Disabled" }, "dead"],
  ["a namespace that is gone", NAMED, null, "dead"],
] as const)("%s", async (_, setting, namespace, state) => {
  expect(value(await storeFor(setting, namespace))[0]).toBe(state);
});

test("the hub may be named by the rule alone", async () => {
  const store = await storeFor(
    { ...UNNAMED, eventHubRule: `${NAMESPACE}/EventHubs/Audit/authorizationrules/send` },
    hubs(),
  );
  expect(store).toMatchObject({ name: "siem/Audit", state: { value: "live" } });
});

test("a retired service bus destination is open, not absent", async () => {
  const wrap = answering(({ path }) =>
    path.endsWith("/diagnosticSettings")
      ? json(200, {
          value: [
            { name: "a", properties: { serviceBusRuleId: RULE, logs: [{ category: "kube-audit", enabled: true }] } },
          ],
        })
      : undefined,
  );
  const trail = trailOf(await sweep(landscapeOf([cluster([])]), {}, {}, wrap));
  expect(trail.streams[0]).toMatchObject({ id: "kube-audit", on: { value: true } });
  expect(trail.stores.map(({ kind, state }) => [kind, state.state])).toEqual([["unknown-destination", "unknown"]]);
});

test("a hub that may not be read is open", async () => {
  const store = await storeFor(NAMED, hubs(), [{ operation: ACTIONS.eventHub.operation, kind: "denied" }]);
  expect(store.state).toMatchObject({ gaps: [{ permission: ACTIONS.eventHub.permission }] });
});

test("partner solutions: there, gone, and of a kind that is not known", async () => {
  const strange = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Contoso.Watch/monitors/w`;
  const states = async (partner: string, known: boolean): Promise<unknown> => {
    const partners = known ? [{ id: partner }] : [{ id: `${partner}x` }];
    const settings = [{ name: "a", logs: category("kube-audit"), partner }];
    const [store] = trailOf(await sweep(landscapeOf([cluster(settings)], { partners }))).stores;
    return store && value(store);
  };
  expect(await states(PARTNER, true)).toEqual(["live", "unknown"]);
  expect(await states(PARTNER, false)).toEqual(["dead", 0]);
  expect(await states(strange, true)).toEqual(["unknown", "unknown"]);
});
