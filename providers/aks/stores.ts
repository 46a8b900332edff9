import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { Store } from "../../src/model/trail.ts";
import { keyOf } from "./arm-id.ts";
import { check, factsOf, judge, type Snapshot, type Verdict } from "./derive.ts";
import type { Destination } from "./destinations.ts";
import { ACTIONS } from "./permissions.ts";
import { givenTime, identity, isMissing, unlessDead, type Days } from "./store-parts.ts";
import { storageStore } from "./storage-store.ts";
import { workspaceStore } from "./workspace-store.ts";

/** What a destination is worth, as far as the snapshot tells. */
export function storeOf(destination: Destination, snapshot: Snapshot): Store {
  switch (destination.kind) {
    case "workspace":
      return workspaceStore(destination, snapshot);
    case "storage":
      return storageStore(destination, snapshot);
    case "event-hub":
      return eventHubStore(destination, snapshot);
    case "partner":
      return partnerStore(destination, snapshot);
    case "not-understood":
      return strangeStore(destination);
  }
}

function eventHubStore(destination: Destination & { readonly kind: "event-hub" }, snapshot: Snapshot): Store {
  const { hub, key, named, namespace } = destination;
  const id = keyOf(namespace);
  const outer = factsOf(snapshot, id, "event-hub-namespace");
  const inner = factsOf(snapshot, key, "event-hub");
  const verdict = judge([
    check<string>(
      outer?.state,
      id,
      new Map([
        ["missing", "the event hub namespace does not exist"],
        ["disabled", "the event hub namespace is disabled"],
      ]),
    ),
    check<string>(
      inner?.state,
      key,
      new Map([
        ["disabled", "the event hub is disabled"],
        ...(named ? [["missing", "the event hub does not exist"] as const] : []),
      ]),
    ),
    check(inner?.compacted, key, new Map([[true, "the event hub is compacted, and refuses events without a key"]])),
  ]);
  const missing = isMissing(outer?.state) || (named && isMissing(inner?.state));
  return givenTime(snapshot, missing, {
    ...identity(key, "event-hub", namespace, `${namespace.names[0]}/${hub}`, snapshot),
    ...verdict,
    ...passedOn(verdict, ACTIONS.eventHub.operation, key, "what is kept behind the event hub is not visible in Azure"),
  });
}

function partnerStore(destination: Destination & { readonly kind: "partner" }, snapshot: Snapshot): Store {
  const { key, partner } = destination;
  const facts = factsOf(snapshot, key, "partner-solution");
  const verdict = judge([check(facts?.state, key, new Map([["missing", "the partner solution does not exist"]]))]);
  return givenTime(snapshot, isMissing(facts?.state), {
    ...identity(key, "partner-solution", partner, partner.names.join("/"), snapshot),
    ...verdict,
    ...passedOn(verdict, `${partner.type}/read`, key, "what the partner solution keeps is not visible in Azure"),
  });
}

/** Something that only passes records on. */
function passedOn(
  verdict: Verdict,
  call: string,
  on: string,
  reason: string,
): Pick<Store, "hotDays" | "totalDays" | "readable"> {
  const days: Days = unlessDead(verdict, unknown({ call, on, reason }));
  return { hotDays: days, totalDays: days, readable: known(true) };
}

function strangeStore({ key, text }: Destination & { readonly kind: "not-understood" }): Store {
  const reason = "the setting names a destination of a kind that is not known to trailproof";
  const open: Fact<never> = unknown({ call: ACTIONS.settings.operation, on: text, reason });
  return {
    id: key,
    kind: "unknown-destination",
    name: text,
    scope: "-",
    location: "-",
    state: open,
    hotDays: open,
    totalDays: open,
    readable: open,
  };
}
