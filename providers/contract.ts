import type { z } from "zod";
import type { Gap, Fact } from "../src/model/fact.ts";
import type { LedgerEntry, Outcome } from "../src/model/evidence.ts";
import type { ClusterRecord, ResourceRecord } from "../src/model/cluster.ts";
import type { Json } from "../src/model/json.ts";
import type { Trail } from "../src/model/trail.ts";

/**
 * What a provider is. A provider is a folder with these rooms; each is loaded only when it is used, and only
 * `client.ts` (with its parts in `client/`) behind `reader.ts` imports the cloud's SDK:
 *
 * - `landscape.ts`: the flags and configuration keys that name its scopes (no dependencies at all);
 * - `reader.ts`: plans and reads, using the client;
 * - `schema.ts`: the shapes of its facts in a snapshot;
 * - `trail.ts`: facts to trail, pure;
 * - `remedy.ts`: what to do about a result, pure;
 * - `permissions.ts`: the calls it makes and what each needs.
 */
export interface ProviderModule {
  readonly landscape: () => Promise<{ readonly landscape: Landscape }>;
  readonly reader: () => Promise<{ readonly reader: Reader }>;
  readonly facts: () => Promise<{ readonly facts: FactReader }>;
  readonly permissions: () => Promise<Permissions>;
}

/** One flag that names scopes or locations, and the configuration key that does the same. */
export interface LandscapeOption {
  /** In the form of commander, such as `--account <id>`. */
  readonly flag: string;
  readonly description: string;
  /** Key in the provider's part of `landscape:` in the configuration. */
  readonly key: string;
  /** A switch takes no value; a list may be given several times. */
  readonly kind: "list" | "value" | "switch";
  /** What is wrong with a value that cannot be valid, with a valid example; undefined when it can be. */
  readonly check?: (value: string) => string | undefined;
  /** The ways in which the configuration may narrow a switch, each a list under `include` or `exclude`. */
  readonly narrowing?: readonly NarrowingWay[];
}

/** One way to pick from what a switch reaches, such as by name. */
export interface NarrowingWay {
  readonly key: string;
  readonly check?: (value: string) => string | undefined;
}

export interface Landscape {
  readonly id: string;
  /** Such as `Amazon EKS`. */
  readonly title: string;
  readonly options: readonly LandscapeOption[];
  /** Configuration keys that flags do not set, with their allowed shape; checked by the configuration reader. */
  readonly locationsKey: string;
  /**
   * Selection that reaches just this cluster, when the text is a cluster id of this provider.
   * @param given what it will be put over
   */
  locate(clusterId: string, given?: Selection): Selection | undefined;
}

/** What was asked for, by configuration key; an empty or absent list means all that the credentials reach. */
export interface Selection {
  readonly [key: string]: readonly string[] | string | boolean | Narrowed | undefined;
}

/** A switch that is narrowed. Without a single entry in it, it is not switched on. */
export interface Narrowed {
  readonly include?: Picks | undefined;
  readonly exclude?: Picks | undefined;
}

/** Lists by the provider's own ways to pick. */
export interface Picks {
  readonly [way: string]: readonly string[] | undefined;
}

/** Whether a switch of a selection is on. */
export function isSwitchedOn(value: Selection[string]): boolean {
  if (value === true) return true;
  if (typeof value !== "object" || Array.isArray(value)) return false;
  const { include, exclude } = value as Narrowed;
  return [include, exclude].some((picks) => Object.values(picks ?? {}).some((list) => (list?.length ?? 0) > 0));
}

/** One scope × location to read. Readers add what they need to reach it. */
export interface Place {
  readonly scope: string;
  readonly location: string;
}

export interface Reader<P extends Place = Place> {
  /**
   * Finds the places to read, yielding each as soon as it is known. What cannot be reached is reported with
   * `run.ledger`. When no credential is found, throws `NoCredential`.
   */
  plan(selection: Selection, run: Run): AsyncIterable<P>;
  /**
   * Reads one place: emits its clusters and resources through `run`, and returns its ledger entry.
   * Expected failures are values, see `Run.call`; an exception is a bug.
   */
  read(place: P, run: Run): Promise<LedgerEntry>;
  /**
   * For a preflight: tries what `read` may need elsewhere and gave no cause for here. Absent where that cannot be done
   * without the thing that would be asked about.
   * @param tried permissions
   */
  probe?(place: P, run: Run, tried: ReadonlySet<string>): Promise<void>;
}

/** No credential of this cloud was found on the machine. The text says where was looked and what to do. */
export class NoCredential extends Error {
  override readonly name = "NoCredential";
}

/** A setting in the environment that makes no sense or would send credentials where they must not go. */
export class SettingRefused extends Error {
  override readonly name: string = "SettingRefused";
}

/** What a sweep gives to a reader. Everything a reader does to the outside goes through it. */
export interface Run {
  /** Ends when the user interrupts, and inside `read` also when the place's deadline has passed. */
  readonly signal: AbortSignal;
  /** Set when a sample is enough: `read` then makes no call for more clusters of a place than this. */
  readonly mostClusters?: number;
  readonly env: { readonly [name: string]: string | undefined };
  /** The clock of the reading, for facts that are an age. */
  now(): Date;
  /**
   * Makes one call: waits for its budget, retries what is worth it, leaves evidence. Never throws for an expected
   * failure. SDK clients must not retry on their own.
   */
  call<T>(call: Call<T>): Promise<Answer<T>>;
  cluster(record: ClusterRecord): void;
  /**
   * Reads something that several clusters share once in a run, whoever asks first.
   * @returns the record, already written to the snapshot
   */
  resource(id: string, read: () => Promise<ResourceRecord>): Promise<ResourceRecord>;
  ledger(entry: LedgerEntry): void;
}

/** A limit that a call counts against. Calls with the same key share it. */
export interface Budget {
  /** Provider, scope, location and API, as far as the cloud's limit tells them apart. */
  readonly key: string;
  readonly perSecond: number;
  /** How many may go at once after a pause. */
  readonly burst: number;
  readonly concurrent: number;
}

export interface Call<T> {
  /** Service and operation, such as `eks:DescribeCluster`. */
  readonly operation: string;
  readonly permission: string;
  readonly scope: string;
  readonly location: string;
  readonly target?: string;
  readonly budget: Budget;
  attempt(signal: AbortSignal): Promise<T>;
  /** Sorts what `attempt` threw. */
  explain(error: unknown): Explained;
  /** The part of the answer that is kept as evidence: small, no secrets. */
  excerpt?(answer: T): Json;
}

/** What an error of a cloud means. */
export interface Explained {
  readonly outcome: Exclude<Outcome, "ok">;
  /** One short sentence without a full stop, of our words plus the cloud's code; no tokens, no header values. */
  readonly reason: string;
  /** When the cloud says which permission is missing, and on what. */
  readonly permission?: string;
  readonly on?: string;
  /** How long the cloud asks to wait. */
  readonly retryAfterMs?: number;
  /** Whether trying again may help. */
  readonly again: boolean;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly evidence: string }
  | { readonly ok: false; readonly outcome: Exclude<Outcome, "ok">; readonly gap: Gap; readonly evidence: string };

/** The fact that an answer gives; a failure makes it unknown. */
export function factFrom<T, V>(answer: Answer<T>, pick: (value: T) => V): Fact<V> {
  if (!answer.ok) return { state: "unknown", gaps: [answer.gap], evidence: [answer.evidence] };
  return { state: "known", value: pick(answer.value), basis: "observed", evidence: [answer.evidence] };
}

/** The ledger's words for a call that failed. */
export function ledgerFailure(
  answer: Answer<unknown> & { ok: false },
): Pick<LedgerEntry, "status" | "reason" | "operation" | "permission"> {
  const status = answer.outcome === "denied" ? "refused" : "failed";
  const { call, permission, reason } = answer.gap;
  return { status, reason, operation: call, ...(permission === undefined ? {} : { permission }) };
}

/** Facts of a snapshot, checked, and what they amount to. */
export interface FactReader {
  readonly clusterFacts: z.ZodType;
  /** By resource type. */
  readonly resourceFacts: { readonly [type: string]: z.ZodType };
  /** Pure. A resource that the snapshot lost is undefined; everything that depends on it is unknown. */
  trail(cluster: ClusterRecord, resource: (id: string) => ResourceRecord | undefined): Trail;
  /** One sentence, then the exact command; undefined when there is nothing the user can do. */
  remedy(control: string, trail: Trail, asked: AskedDays): string | undefined;
}

/** How long the trail has to be kept: days that can be searched at once, and days in all. */
export interface AskedDays {
  readonly hotDays: number;
  readonly totalDays: number;
}

/** What a provider needs to be allowed to do. */
export interface Permissions {
  /** Every call that it makes. */
  readonly permissions: readonly PermissionUse[];
  /** The least that has to be granted, in the cloud's own notation, ready to be applied. */
  leastPrivilege(options: GrantOptions): string;
}

/** A call that is made, what it needs and what for. */
export interface PermissionUse {
  readonly operation: string;
  /** Empty where the cloud asks for none. */
  readonly permission: string;
  readonly why: string;
  /** When the call is made at all, such as `where a log group has a customer key`; absent: in every scan. */
  readonly optional?: string;
  /** Why a refusal need not leave a gap: another call then settles the matter. Absent: it does. */
  readonly refusable?: string;
  /** Made once, where scopes are found, or on what stands above them; absent: in every scope. */
  readonly above?: true;
}

export interface GrantOptions {
  /** Also what reading all scopes of an organisation needs. */
  readonly organization: boolean;
}
