import { ledgerFailure, type Answer, type Place, type Reader, type Run, type Selection } from "../contract.ts";
import type { ClusterRecord } from "../../src/model/cluster.ts";
import type { LedgerEntry } from "../../src/model/evidence.ts";
import { notApplicable } from "../../src/model/fact.ts";
import type { ClusterAnswer } from "./answers.ts";
import { keyOf, parseArmId } from "./arm-id.ts";
import { ALL_LOCATIONS } from "./ask.ts";
import { listCategories, listClusters, listSettings } from "./cluster-calls.ts";
import type { ArmClient } from "./client.ts";
import { destinationsOf, type Destination } from "./destinations.ts";
import { categoriesFact, clusterHead, entraFact, settingsFact } from "./facts.ts";
import { planSubscriptions } from "./plan.ts";
import { PROVIDER } from "./provider.ts";
import { readDestination } from "./resources.ts";
import type { ClusterFacts, Setting } from "./schema.ts";
import { membershipOf, needsCategories, streamsOf } from "./streams.ts";

/** A subscription: one list answers for all its regions. */
export interface Subscription extends Place {
  readonly client: ArmClient;
  /** Wanted locations, normalized; empty for all. */
  readonly locations: readonly string[];
}

/** Finds subscriptions and reads their clusters. */
export const reader: Reader<Subscription> = { plan, read };

async function* plan(selection: Selection, run: Run): AsyncGenerator<Subscription> {
  const wanted = selection["locations"];
  const locations = Array.isArray(wanted) ? wanted.map(normalized) : [];
  for await (const { client, id } of planSubscriptions(selection, run)) {
    yield { scope: id, location: ALL_LOCATIONS, client, locations };
  }
}

async function read(place: Subscription, run: Run): Promise<LedgerEntry> {
  const entry = { provider: PROVIDER, scope: place.scope, location: place.location };
  const seen = new Set<string>();
  let pages = 0;
  for await (const answer of listClusters(place.client, run, place.scope)) {
    if (!answer.ok) return { ...entry, ...failureOf(answer, pages), clusters: null };
    pages += 1;
    const room = run.mostClusters === undefined ? Infinity : run.mostClusters - seen.size;
    const here = answer.value.value
      .filter((cluster) => isWanted(cluster, place.locations))
      .slice(0, room)
      .filter((cluster) => isNew(cluster, seen));
    const records = here.map((cluster) => readCluster(place, run, cluster, answer.evidence));
    await Promise.all(records.map(async (record) => run.cluster(await record)));
  }
  return { ...entry, status: "read", clusters: seen.size };
}

/** A list that breaks off has been read in part. */
function failureOf(
  answer: Answer<unknown> & { ok: false },
  pages: number,
): Omit<LedgerEntry, "provider" | "scope" | "location" | "clusters"> {
  const failure = ledgerFailure(answer);
  return pages === 0 ? failure : { ...failure, status: "incomplete" };
}

/** Lists that change while they are read may show a cluster on two pages. */
function isNew(cluster: ClusterAnswer, seen: Set<string>): boolean {
  const key = cluster.id.toLowerCase();
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function isWanted(cluster: ClusterAnswer, locations: readonly string[]): boolean {
  return locations.length === 0 || locations.includes(normalized(cluster.location));
}

/** `West Europe` and `westeurope` are the same location. */
function normalized(location: string): string {
  return location.toLowerCase().replaceAll(" ", "");
}

async function readCluster(
  place: Subscription,
  run: Run,
  cluster: ClusterAnswer,
  evidence: string,
): Promise<ClusterRecord> {
  const { client, scope } = place;
  const facts = await readFacts(place, run, cluster, evidence);
  const destinations = new Map(destinationsIn(facts).map((destination) => [destination.key, destination]));
  const resources = await Promise.all([...destinations.values()].map((one) => readDestination(client, run, one)));
  return {
    kind: "cluster",
    provider: PROVIDER,
    id: cluster.id,
    name: cluster.name,
    scope,
    location: cluster.location,
    ...clusterHead(cluster),
    facts: { ...facts },
    resources: [...new Set(resources.flat())].toSorted(),
  };
}

async function readFacts(
  place: Subscription,
  run: Run,
  cluster: ClusterAnswer,
  evidence: string,
): Promise<ClusterFacts> {
  const { client, scope } = place;
  const id = parseArmId(cluster.id);
  if (!id) throw new Error("a cluster list was accepted with an id that is none");
  const settings = settingsFact(await listSettings(client, run, scope, id.path, keyOf(id)));
  const open = settings.state === "known" && needsCategories(settings.value);
  const categories = open
    ? categoriesFact(await listCategories(client, run, scope, id.path, keyOf(id)))
    : notApplicable("no setting names a group of categories other than allLogs");
  return { entra: entraFact(cluster, evidence), settings, categories };
}

/** Destinations that receive an audit stream, or may. */
function destinationsIn(facts: ClusterFacts): readonly Destination[] {
  if (facts.settings.state !== "known") return [];
  const isMember = membershipOf(facts.settings, facts.categories);
  const carried = (setting: Setting) =>
    streamsOf(facts.entra).filter((stream) => {
      const member = isMember(setting, stream);
      return member.state !== "known" || member.value;
    });
  return facts.settings.value.flatMap((setting) =>
    carried(setting).flatMap((stream) => destinationsOf(setting, stream)),
  );
}
