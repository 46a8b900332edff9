import { loadCatalogue } from "../../policies/load.ts";
import type { Catalogue } from "../../src/evaluate/catalogue.ts";
import { judgeCluster, type ClusterJudgement } from "../../src/evaluate/judge-cluster.ts";
import type { EvaluateOptions } from "../../src/evaluate/options.ts";
import { known, unknown, type Fact, type Unknown } from "../../src/model/fact.ts";
import type { ClusterRecord } from "../../src/model/cluster.ts";
import type { Result } from "../../src/model/result.ts";
import {
  DEPTHS,
  type CloudApiRecord,
  type Filter,
  type Keep,
  type Probe,
  type Route,
  type Store,
  type StreamState,
  type TamperAlarm,
  type Trail,
} from "../../src/model/trail.ts";

/** Trails by hand, for the judgement's tests. */

export function refused(permission: string, on = "scope"): Unknown {
  return unknown({ call: permission, permission, on, reason: `${permission} is not allowed` });
}

export function cluster(provider: string, rest: Partial<ClusterRecord> = {}): ClusterRecord {
  return {
    kind: "cluster",
    provider,
    id: `${provider}/pay`,
    name: "pay",
    scope: "scope",
    location: "place",
    version: "1.34",
    flavour: "standard",
    labels: {},
    state: "running",
    createdAt: null,
    facts: {},
    resources: [],
    ...rest,
  };
}

export function store(id: string, rest: Partial<Store> = {}): Store {
  return {
    id,
    kind: "store",
    name: id,
    scope: "scope",
    location: "place",
    state: known("live"),
    hotDays: known(400),
    totalDays: known(400),
    readable: known(true),
    ...rest,
  };
}

export function stream(id: string, on: Fact<boolean> = known(true), rest: Partial<StreamState> = {}): StreamState {
  return { id, on, exemptions: known([]), ...rest };
}

export function route(streams: readonly string[], to: string, rest: Partial<Route> = {}): Route {
  return {
    id: `${streams.join("+")}>${to}`,
    name: `way to ${to}`,
    streams,
    store: to,
    enabled: known(true),
    filters: [],
    ...rest,
  };
}

export function filter(kind: Filter["kind"], keeps: Keep | ((probe: Probe) => Keep) | "unknown"): Filter {
  return {
    kind,
    text: "the filter",
    keeps(probe) {
      if (keeps === "unknown") return unknown({ call: "filter", on: "the filter", reason: "it cannot be decided" });
      return known(typeof keeps === "function" ? keeps(probe) : keeps);
    },
  };
}

export function trail(provider: string, rest: Partial<Trail> = {}): Trail {
  return {
    cluster: cluster(provider),
    profile: provider,
    streams: [],
    routes: [],
    stores: [],
    unseenRoutes: [],
    rewriting: known("none"),
    inapplicable: [],
    depth: [],
    notes: [],
    ...rest,
  };
}

export function eksTrail(rest: Partial<Trail> = {}): Trail {
  return trail("eks", {
    streams: [stream("audit"), stream("authenticator")],
    routes: [route(["audit", "authenticator"], "group")],
    stores: [store("group")],
    ...rest,
  });
}

const DATA_ACCESS = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];

export function gkeTrail(on: readonly string[] = DATA_ACCESS, rest: Partial<Trail> = {}): Trail {
  return trail("gke", {
    streams: [stream("activity"), ...DATA_ACCESS.map((id) => stream(id, known(on.includes(id))))],
    routes: [route(["activity"], "_Required"), route(DATA_ACCESS, "_Default")],
    stores: [store("_Required"), store("_Default")],
    ...rest,
  });
}

export function aksTrail(on: readonly string[] = ["kube-audit", "guard"], rest: Partial<Trail> = {}): Trail {
  const ids = ["kube-audit", "kube-audit-admin", "guard"];
  return trail("aks", {
    streams: ids.map((id) => stream(id, known(on.includes(id)))),
    routes: [route(on, "workspace")],
    stores: [store("workspace")],
    ...rest,
  });
}

/** A store of which everything beyond its days is read, and as it should be. */
export function deepStore(id: string, rest: Partial<Store> = {}): Store {
  return store(id, {
    foreign: known(true),
    lock: known({ strength: "locked", days: null }),
    customerKey: known(true),
    access: known([]),
    capacity: known("uncapped"),
    ...rest,
  });
}

/** A trail of which everything beyond the chain is read, and as it should be. Its stores may be given anew. */
export function deepTrail(of: Trail, rest: Partial<Trail> = {}): Trail {
  return {
    ...of,
    stores: of.stores.map((one) => deepStore(one.id, one)),
    depth: DEPTHS,
    flow: known({ ageMinutes: 5 }),
    detection: known([{ name: "detector", active: true }]),
    tampering: [tamperAlarm("CL-LOGGING", "alarm 1"), tamperAlarm("CL-STORE", "alarm 2")],
    cloudApi: known([cloudApiRecord("trail")]),
    attribution: known("personal"),
    platform: known({ support: "standard" }),
    ...rest,
  };
}

export function tamperAlarm(activity: string, alarm: string | null | Unknown): TamperAlarm {
  return { activity, alarm: typeof alarm === "object" && alarm !== null ? alarm : known(alarm) };
}

export function cloudApiRecord(name: string, rest: Partial<CloudApiRecord> = {}): CloudApiRecord {
  return {
    name,
    logging: known(true),
    covers: "all",
    records: known("both"),
    validated: true,
    totalDays: known(400),
    ...rest,
  };
}

let loaded: Promise<Catalogue> | undefined;

export function catalogue(): Promise<Catalogue> {
  loaded ??= loadCatalogue();
  return loaded;
}

export const OPTIONS: EvaluateOptions = {
  requirements: { id: "pci-dss-4.0.1", hotDays: 90, totalDays: 365 },
  declared: [],
  waivers: [],
};

export async function judge(of: Trail, options: Partial<EvaluateOptions> = {}): Promise<ClusterJudgement> {
  return judgeCluster(of, () => undefined, await catalogue(), { ...OPTIONS, ...options }, "2026-11-24");
}

/** Status by control. */
export async function statuses(of: Trail, options: Partial<EvaluateOptions> = {}): Promise<Record<string, string>> {
  const { results } = await judge(of, options);
  return Object.fromEntries(results.map((result) => [result.control, result.status]));
}

export async function resultOf(of: Trail, control: string, options: Partial<EvaluateOptions> = {}): Promise<Result> {
  const found = (await judge(of, options)).results.find((result) => result.control === control);
  if (!found) throw new Error(`no result of ${control}`);
  return found;
}
