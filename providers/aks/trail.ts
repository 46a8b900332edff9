import type { FactReader } from "../contract.ts";
import type { ClusterRecord, ResourceRecord } from "../../src/model/cluster.ts";
import { known, type Fact, type Unknown } from "../../src/model/fact.ts";
import type { Route, Store, StreamState, Trail, TrailNote } from "../../src/model/trail.ts";
import { lost, merged, type Snapshot } from "./derive.ts";
import { destinationsOf, LEGACY_TABLE, type Destination } from "./destinations.ts";
import { remedy } from "./remedy.ts";
import { clusterFacts, resourceFacts, type ClusterFacts, type Setting } from "./schema.ts";
import { storeOf } from "./stores.ts";
import { membershipOf, streamsOf, type Membership, type StreamId } from "./streams.ts";
import { transformationsOf } from "./transformations.ts";

/** The facts of a snapshot, and what they amount to. */
export const facts: FactReader = { clusterFacts, resourceFacts, trail, remedy };

function trail(cluster: ClusterRecord, resource: (id: string) => ResourceRecord | undefined): Trail {
  const snapshot: Snapshot = { cluster, resource };
  const parsed = clusterFacts.safeParse(cluster.facts);
  const read: ClusterFacts = parsed.success
    ? parsed.data
    : { entra: lost(cluster.id), settings: lost(cluster.id), categories: lost(cluster.id) };
  const streams = streamsOf(read.entra);
  const isMember = membershipOf(read.settings, read.categories);
  const settings = read.settings.state === "known" ? read.settings.value : [];
  const routes = settings.flatMap((setting) => routesOf(setting, streams, isMember, snapshot));
  return {
    cluster,
    profile: "aks",
    streams: streams.map((id) => streamState(id, read, settings, isMember)),
    routes: routes.map(({ route }) => route),
    stores: storesOf(routes, snapshot),
    unseenRoutes: read.settings.state === "unknown" ? [{ streams, fact: { ...read.settings }, mayTakeAway: [] }] : [],
    // Nothing between control plane and destination rewrites entries; transformations of a workspace are filters.
    rewriting: known("none", [], "documented"),
    inapplicable: [],
    depth: [],
    notes: settings.some(({ retiredRetention }) => retiredRetention) ? [RETIRED_RETENTION] : [],
  };
}

/** https://learn.microsoft.com/azure/azure-monitor/platform/migrate-to-azure-storage-lifecycle-policy, 2026-11. */
const RETIRED_RETENTION: TrailNote = {
  control: "LOG-RETENTION",
  text: "the retention inside the diagnostic setting has had no effect since 2025-09-30",
};

function streamState(
  id: StreamId,
  read: ClusterFacts,
  settings: readonly Setting[],
  isMember: Membership,
): StreamState {
  return { id, on: isOn(id, read, settings, isMember), exemptions: known([], [], "documented") };
}

/** A stream is on when a setting that has a destination carries it. */
function isOn(id: StreamId, read: ClusterFacts, settings: readonly Setting[], isMember: Membership): Fact<boolean> {
  // A fact of its own for each stream: one may be on while another is not.
  if (read.settings.state === "unknown") return { ...read.settings };
  if (read.settings.state !== "known") return lost(id);
  const members = settings
    .filter((setting) => destinationsOf(setting, id).length > 0)
    .map((setting) => isMember(setting, id));
  const certain = members.find((member) => member.state === "known" && member.value);
  if (certain) return certain;
  const open = [...new Set(members.flatMap((member): Unknown[] => (member.state === "unknown" ? [member] : [])))];
  const [only] = open;
  if (only && open.length === 1) return only;
  if (only) return merged(open);
  const evidence = [...read.settings.evidence, ...(read.categories.state === "known" ? read.categories.evidence : [])];
  return known(false, evidence);
}

interface Laid {
  readonly route: Route;
  readonly destination: Destination;
}

/** The routes of one setting: one for each store and each certainty that its streams are sent there. */
function routesOf(
  setting: Setting,
  streams: readonly StreamId[],
  isMember: Membership,
  snapshot: Snapshot,
): readonly Laid[] {
  const laid = new Map<string, Laid>();
  for (const stream of streams) {
    const enabled = isMember(setting, stream);
    if (enabled.state === "known" && !enabled.value) continue;
    for (const destination of destinationsOf(setting, stream)) {
      const id = `${setting.name} → ${destination.key}${enabled.state === "known" ? "" : ` (${stream})`}`;
      const before = laid.get(id)?.route.streams ?? [];
      laid.set(id, {
        destination,
        route: { ...routeTo(destination, setting, enabled, snapshot), id, streams: [...before, stream] },
      });
    }
  }
  return [...laid.values()];
}

function routeTo(
  destination: Destination,
  setting: Setting,
  enabled: Fact<boolean>,
  snapshot: Snapshot,
): Omit<Route, "id" | "streams"> {
  const cuts = cutsBodies(destination);
  return {
    name: setting.name,
    store: destination.key,
    enabled,
    filters:
      destination.kind === "workspace" ? transformationsOf(destination.workspace, destination.table, snapshot) : [],
    ...(cuts === undefined ? {} : { cutsBodies: cuts }),
  };
}

/** https://github.com/Azure/AKS/issues/4635 and https://github.com/Azure/AKS/issues/3316, both open in 2026-11. */
function cutsBodies(destination: Destination): string | undefined {
  if (destination.kind === "storage") return "a storage account gets at most 16 KiB of each record";
  if (destination.kind === "workspace" && destination.table === LEGACY_TABLE) {
    return "the AzureDiagnostics table keeps at most 32 KiB of each record";
  }
  return undefined;
}

function storesOf(routes: readonly Laid[], snapshot: Snapshot): readonly Store[] {
  const stores = new Map<string, Store>();
  for (const { destination } of routes) {
    if (!stores.has(destination.key)) stores.set(destination.key, storeOf(destination, snapshot));
  }
  return [...stores.values()];
}
