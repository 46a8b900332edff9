import type { Fact } from "../../src/model/fact.ts";
import type { Route, Store, Trail } from "../../src/model/trail.ts";
import type { AskedDays } from "../contract.ts";
import { originOf } from "./filter.ts";
import { iamCommands, inScope, quoted } from "./shell.ts";
import { DEFAULT, REQUIRED } from "./trail-log-bucket.ts";
import { STOCK_DEFAULT } from "./trail-sinks.ts";
import { SOMEWHERE, type KnownStore } from "./trail-store.ts";
import { ACTIVITY } from "./trail-streams.ts";

/** What to do about a result: one sentence, then the exact command. */

/** The longest that a log bucket keeps entries: https://docs.cloud.google.com/logging/docs/buckets (2026-11). */
const LONGEST_DAYS = 3650;

/** @returns undefined when there is nothing the user can do: the audit policy itself is fixed by Google */
export function remedy(control: string, trail: Trail, { hotDays, totalDays }: AskedDays): string | undefined {
  // A log bucket's days count for both.
  const days = Math.max(hotDays, totalDays);
  switch (control) {
    case "AUD-NO-EXEMPTION":
      return endExemptions(trail) ?? endExclusions(trail);
    case "LOG-DELIVERED":
      return switchOnSink(trail) ?? reviveStore(trail, days) ?? unlockKey(trail) ?? endExclusions(trail);
    case "LOG-RETENTION":
      return (
        switchOnSink(trail) ??
        reviveStore(trail, days) ??
        unlockKey(trail) ??
        keepLonger(trail, days) ??
        endExclusions(trail)
      );
    default:
      if (!control.startsWith("AUD-")) return undefined;
      return (
        switchOnDataAccess(trail) ??
        switchOnSink(trail) ??
        reviveStore(trail, days) ??
        endExclusions(trail) ??
        endExemptions(trail)
      );
  }
}

/** Log types that are off, put beside those that the project has. */
function switchOnDataAccess({ cluster, streams }: Trail): string | undefined {
  const off = streams.filter(({ id, on }) => id !== ACTIVITY && valueOf(on) === false).map(({ id }) => id);
  if (off.length === 0) return undefined;
  const added = off.map((type) => `{logType: "${type}"}`).join(", ");
  const own = '(.auditConfigs // [])[] | select(.service == "container.googleapis.com") | .auditLogConfigs[]?';
  const others = '(.auditConfigs // [])[] | select(.service != "container.googleapis.com")';
  const entry = `{service: "container.googleapis.com", auditLogConfigs: ([${own}] + [${added}])}`;
  const change = changePolicy(`projects/${cluster.scope}`, `.auditConfigs = [${others}] + [${entry}]`);
  return `Switch on the Data Access logs ${off.join(", ")} of the Kubernetes Engine API in the project: ${change}`;
}

function endExemptions({ streams }: Trail): string | undefined {
  const origins = streams.flatMap(({ exemptions }) => (valueOf(exemptions) ?? []).map(originOf));
  const resources = new Set(origins.flatMap((origin) => (origin?.kind === "member" ? [origin.resource] : [])));
  if (resources.size === 0) return undefined;
  const configs = '.auditConfigs[]? | select(.service == "allServices" or .service == "container.googleapis.com")';
  const edit = `(${configs} | .auditLogConfigs[]?) |= del(.exemptedMembers)`;
  const commands = [...resources].toSorted().map((resource) => changePolicy(resource, edit));
  return `Exempt nobody from the Data Access logs: ${commands.join(" && ")}`;
}

function changePolicy(resource: string, edit: string): string {
  const { get, set } = iamCommands(resource);
  return `${get} --format=json | jq ${quoted(edit)} > policy.json && ${set} policy.json`;
}

/** Exclusions and changed filters that take audit entries out, of every sink on the way. */
function endExclusions({ routes }: Trail): string | undefined {
  const lossy = routes.flatMap(({ filters }) => filters.filter(({ kind }) => kind !== "selection"));
  const commands = new Set<string>();
  for (const filter of lossy) {
    const origin = originOf(filter);
    if (origin?.kind !== "sink") continue;
    const { owner, sink, exclusion } = origin;
    const update = `gcloud logging sinks update ${quoted(sink)} ${inScope(owner)}`;
    if (exclusion !== undefined) commands.add(`${update} --remove-exclusions=${quoted(exclusion)}`);
    else if (sink === DEFAULT) commands.add(`${update} --log-filter=${quoted(STOCK_DEFAULT)}`);
  }
  if (commands.size === 0) return undefined;
  return `Let the sinks take all audit entries again: ${[...commands].toSorted().join(" && ")}`;
}

function switchOnSink({ cluster, routes }: Trail): string | undefined {
  const off = routes.find(({ name, enabled }) => name === DEFAULT && valueOf(enabled) === false);
  if (!off) return undefined;
  const update = `gcloud logging sinks update ${DEFAULT} ${inScope(`projects/${cluster.scope}`)} --no-disabled`;
  return `Switch the sink on that stores Data Access logs: ${update}`;
}

function reviveStore({ routes, stores }: Trail, days: number): string | undefined {
  const dead = stores.find(({ id, state }) => valueOf(state) === "dead" && isUsed(id, routes));
  if (!dead) return undefined;
  const name = quoted(dead.name);
  const project = `--project=${quoted(dead.scope)}`;
  switch (dead.kind) {
    case "log-bucket": {
      const place = `${name} --location=${quoted(dead.location)} ${project}`;
      return dead.stateReason?.includes("about to be deleted")
        ? `Take the bucket back before it is gone: gcloud logging buckets undelete ${place}`
        : `Make the bucket that the sink writes to: gcloud logging buckets create ${place} --retention-days=${Math.min(days, LONGEST_DAYS)}`;
    }
    case "gcs-bucket":
      return `Make the bucket that the sink writes to: gcloud storage buckets create ${quoted(`gs://${dead.name}`)}`;
    case "bigquery-dataset":
      return `Make the dataset that the sink writes to: bq mk --dataset ${quoted(`${dead.scope}:${dead.name}`)}`;
    case "pubsub-topic":
      return dead.stateReason?.includes("subscribes")
        ? `Let somebody read the topic: gcloud pubsub subscriptions create ${quoted(`${dead.name}-reader`)} --topic=${name} --topic-project=${quoted(dead.scope)} ${project}`
        : `Make the topic that the sink writes to: gcloud pubsub topics create ${name} ${project}`;
    default:
      return undefined;
  }
}

function isUsed(store: string, routes: readonly Route[]): boolean {
  return routes.some((route) => route.store === store && valueOf(route.enabled) !== false);
}

const KEY = /^projects\/([^/]+)\/locations\/([^/]+)\/keyRings\/([^/]+)\/cryptoKeys\/([^/]+)$/;

function unlockKey({ stores }: Trail): string | undefined {
  const locked: KnownStore | undefined = stores.find(({ readable }) => valueOf(readable) === false);
  const [, project, location, ring, key] = KEY.exec(locked?.key ?? "") ?? [];
  if (!project || !location || !ring || !key) return undefined;
  const flags = `--key=${quoted(key)} --keyring=${quoted(ring)} --location=${quoted(location)} --project=${quoted(project)}`;
  return `Enable or restore the key version that encrypts the entries, which this shows: gcloud kms keys versions list ${flags}`;
}

function keepLonger(trail: Trail, days: number): string | undefined {
  if (days > LONGEST_DAYS) return undefined;
  const isShort = ({ totalDays }: Store) => (valueOf(totalDays) ?? days) < days;
  const stores = trail.stores.filter(({ id, kind }) => kind === "log-bucket" && isUsed(id, trail.routes));
  const updates = stores.flatMap((store: KnownStore) => {
    const isChangeable = store.name !== REQUIRED && store.locked !== true;
    if (!isShort(store) || !isChangeable || store.location === SOMEWHERE) return [];
    const place = `${quoted(store.name)} --location=${quoted(store.location)} --project=${quoted(store.scope)}`;
    return [`gcloud logging buckets update ${place} --retention-days=${days}`];
  });
  const activity = trail.routes.filter(({ streams }) => streams.includes(ACTIVITY)).map(({ store }) => store);
  const holders = trail.stores.filter(({ id }) => activity.includes(id) && isUsed(id, trail.routes));
  const copies = holders.every(isShort) && holders.length > 0 ? copyActivity(trail.cluster.scope, days) : [];
  const commands = [...updates, ...copies].join(" && ");
  if (commands === "") return undefined;
  return copies.length > 0
    ? `Keep entries for ${days} days, those of ${REQUIRED} in a bucket beside it: ${commands}`
    : `Keep the bucket's entries for ${days} days: ${commands}`;
}

/** The days of `_Required` are fixed: https://docs.cloud.google.com/logging/docs/buckets (2026-11). */
function copyActivity(project: string, days: number): string[] {
  const name = "audit-archive";
  const bucket = `logging.googleapis.com/projects/${project}/locations/global/buckets/${name}`;
  const where = `--project=${quoted(project)}`;
  const filter = quoted(`LOG_ID("cloudaudit.googleapis.com/activity")`);
  return [
    `gcloud logging buckets create ${name} --location=global ${where} --retention-days=${days}`,
    `gcloud logging sinks create ${name} ${quoted(bucket)} ${where} --log-filter=${filter}`,
  ];
}

function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === "known" ? fact.value : undefined;
}
