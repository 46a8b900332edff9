import type { Basis, Fact, Gap, Unknown } from "./fact.ts";
import type { AuditRequest, Decision, Level, Stage } from "./audit.ts";
import type { ClusterRecord } from "./cluster.ts";

export const CALLERS = ["human", "workload", "kubelet", "admin", "anonymous", "none"] as const;
/** Who sends a probe. A caller of the catalogue stands for all of its kind. */
export type Caller = (typeof CALLERS)[number];

/** A request of the activity catalogue, or one that a person asked about. */
export interface Probe {
  readonly request: AuditRequest;
  readonly caller: Caller;
  /** The status the API server answers, when it matters: 401 has no user, 403 was refused. */
  readonly responseCode?: number;
  readonly impersonatedUser?: string;
}

/** How much of what a probe stands for gets through. */
export type Keep = "all" | "some" | "none";

/**
 * Something on the way to a store that may hold entries back.
 * `selection` says what a copy contains and is no exemption; the others take away what would have been kept.
 */
export interface Filter {
  readonly kind: "selection" | "exclusion" | "exemption" | "sample" | "transformation";
  /** For people: the filter's text, the exempted member, the transformation's name. */
  readonly text: string;
  keeps(probe: Probe, stream: string): Fact<Keep>;
  /** Whether it also drops entries of a stream that no activity of the catalogue stands for; absent: no. */
  dropsOthers?(stream: string): Fact<boolean>;
}

/** A log the control plane can emit. */
export interface StreamState {
  /** An id of the profile's `streams`. */
  readonly id: string;
  readonly on: Fact<boolean>;
  /** What takes entries away before any route sees them; unknown when it could not be read. */
  readonly exemptions: Fact<readonly Filter[]>;
}

/** A way from streams to one store. */
export interface Route {
  readonly id: string;
  /** For people: the sink, the diagnostic setting. */
  readonly name: string;
  readonly streams: readonly string[];
  /** Id of a store of the same trail. */
  readonly store: string;
  readonly enabled: Fact<boolean>;
  readonly filters: readonly Filter[];
  /** What shortens a record's body on this way, such as a size limit of the destination. */
  readonly cutsBodies?: string;
}

/**
 * `live`: takes entries. `absent`: not there, but the provider makes it when it next delivers.
 * `dead`: missing, disabled, refusing writes, or kept by nobody; counts for nothing.
 */
export type StoreState = "live" | "absent" | "dead";

/** Where entries rest. */
export interface Store {
  readonly id: string;
  /** Such as `cloudwatch-log-group`. */
  readonly kind: string;
  readonly name: string;
  readonly scope: string;
  readonly location: string;
  readonly state: Fact<StoreState>;
  /** The provider makes it when it next delivers: it may be absent, and is never dead. */
  readonly madeOnDelivery?: boolean;
  /** Why it is dead or absent, for people. */
  readonly stateReason?: string;
  /** Days during which entries can be searched at once; null for ever, 0 for a store that is never hot. */
  readonly hotDays: Fact<number | null>;
  /** Days until entries are gone; null for ever. */
  readonly totalDays: Fact<number | null>;
  /** False when what is kept cannot be read: its key is disabled or about to be deleted. */
  readonly readable: Fact<boolean>;
  /** Whether somebody else than the cluster's administrators runs it: another account, project or subscription. */
  readonly foreign?: Fact<boolean>;
  readonly lock?: Fact<Lock>;
  /** Encrypted under a key that the customer controls. */
  readonly customerKey?: Fact<boolean>;
  readonly access?: Fact<readonly AccessIssue[]>;
  /** `capped`: may stop taking entries. `stopped`: does so now. */
  readonly capacity?: Fact<"uncapped" | "capped" | "stopped">;
  /** What the user says reads it and raises alarms, such as a SIEM. */
  readonly watchedBy?: string;
}

/** How strongly a store keeps its entries from being changed or deleted before their time. */
export interface Lock {
  /** `removable`: protects until somebody with the right switches it off. `locked`: nobody can, for `days`. */
  readonly strength: "none" | "removable" | "locked";
  /** Days for which it holds; null for ever; 0 with `none`. */
  readonly days: number | null;
}

/** A way into a store that is wider than it should be. `open`: anybody. `weak`: by means that leave little trace. */
export interface AccessIssue {
  readonly kind: "open" | "weak";
  readonly text: string;
}

/** What a provider reads beyond the chain itself. A control that needs what is not listed does not exist for it. */
export const DEPTHS = [
  "flow",
  "domain",
  "lock",
  "key",
  "access",
  "capacity",
  "detection",
  "tampering",
  "cloud-api",
  "attribution",
  "time",
  "platform",
] as const;
export type Depth = (typeof DEPTHS)[number];

/** When the newest audit record arrived. */
export interface Flow {
  /** Minutes between its arrival and the reading; null when there is no record at all. */
  readonly ageMinutes: number | null;
}

/** Something that reads the trail and raises an alarm. */
export interface Watcher {
  readonly name: string;
  readonly active: boolean;
}

/** One kind of change to the audit path, an id of the catalogue's cloud activities, and the alarm that tells of it. */
export interface TamperAlarm {
  readonly activity: string;
  /** Its name; null when there is none. */
  readonly alarm: Fact<string | null>;
}

/** A record of the cloud API that controls the cluster. */
export interface CloudApiRecord {
  readonly name: string;
  readonly logging: Fact<boolean>;
  /** `all`: every region. `here`: the cluster's only. `elsewhere`: not the cluster's. */
  readonly covers: "all" | "here" | "elsewhere";
  readonly records: Fact<"both" | "reads" | "writes" | "none">;
  /** Whether a change of what was written would be noticed. */
  readonly validated: boolean;
  /** Days until it is gone; null for ever. */
  readonly totalDays: Fact<number | null>;
}

/** Whether a record can be tied to one person: `shared` where a credential without a person behind it is in use. */
export type Attribution = "personal" | "mixed" | "shared";

export interface PlatformSupport {
  readonly support: "standard" | "ending" | "extended" | "unsupported";
  /** Day on which it ends, when it is known. */
  readonly until?: string;
}

/**
 * Something that changes entries in ways no filter shows. `masks`: parts such as addresses are hidden.
 * `unread`: something is known to exist whose effect is not read, so that everything behind it is open; and what would tell.
 */
export type Rewriting = "none" | "masks" | { readonly unread: readonly Gap[] };

/**
 * A copy that the provider makes from a feed of its own, whatever the streams are set to. It counts as a copy in another
 * administrative domain, and as nothing else: it is kept in another form than what the streams bring.
 */
export interface SideCopy {
  readonly name: string;
  /** Who holds it: an account, project or subscription. */
  readonly scope: string;
  /** Streams whose requests it holds. */
  readonly streams: readonly string[];
  /** Whether it takes what this cluster does; unknown for a copy that could not be read and may exist. */
  readonly collects: Fact<boolean>;
  readonly foreign: Fact<boolean>;
}

/** Profile, streams, routes and stores of one cluster: what the judgement works on. */
export interface Trail {
  readonly cluster: ClusterRecord;
  /** Id of a file under `policies/audit`. */
  readonly profile: string;
  /** Set when the control plane is not run by this provider: every control is not applicable. */
  readonly elsewhere?: string;
  readonly streams: readonly StreamState[];
  readonly routes: readonly Route[];
  readonly stores: readonly Store[];
  /** Routes that may exist and could not be read. They can only add stores, unless `mayTakeAway`. */
  readonly unseenRoutes: readonly UnseenRoute[];
  /** Absent: none, as far as the provider reads. */
  readonly sideCopies?: readonly SideCopy[];
  readonly rewriting: Fact<Rewriting>;
  /** Activities of the catalogue that the cluster's configuration makes pointless, with the reason. */
  readonly inapplicable: readonly Inapplicable[];
  /** Sentences that belong into the message of a control. */
  readonly notes: readonly TrailNote[];
  /** What the provider reads beyond the chain; the members below are there when it is listed. */
  readonly depth: readonly Depth[];
  readonly flow?: Fact<Flow>;
  readonly detection?: Fact<readonly Watcher[]>;
  readonly tampering?: readonly TamperAlarm[];
  readonly cloudApi?: Fact<readonly CloudApiRecord[]>;
  readonly attribution?: Fact<Attribution>;
  readonly platform?: Fact<PlatformSupport>;
}

export interface Inapplicable {
  readonly activity: string;
  readonly reason: string;
  /** Whether it is so; unknown when the configuration that decides it could not be read. */
  readonly holds: Fact<boolean>;
}

export interface TrailNote {
  readonly control: string;
  readonly text: string;
}

/** Copies that an unreadable part of the cloud may make: they never spoil a pass, and leave a fail unknown. */
export interface UnseenRoute {
  readonly streams: readonly string[];
  readonly fact: Unknown;
  /** An interceptor that may exist: what passes through the named routes may end there instead. */
  readonly mayTakeAway: readonly string[];
}

/** Where on the chain a request is lost. */
export const LINKS = ["policy", "stream", "route", "store"] as const;
export type Link = (typeof LINKS)[number];

export const COVERAGE_VERDICTS = ["covered", "degraded", "blind", "overexposed", "unknown", "not-applicable"] as const;
export type CoverageVerdict = (typeof COVERAGE_VERDICTS)[number];

/** One activity of the catalogue. */
export interface Activity {
  readonly id: string;
  readonly title: string;
  readonly control: string;
  readonly priority: "must" | "should" | "could";
  readonly minLevel: Level;
  readonly maxSafeLevel?: Level;
  /** Providers it exists on; absent means all. */
  readonly providers?: readonly string[];
  readonly why: string;
  readonly probes: readonly Probe[];
}

/** What a profile says about the streams that carry a request. */
export interface StreamChoice {
  /** Carried by each of them. */
  readonly streams: readonly string[];
  /** Carried by exactly one of them; which one is not published. */
  readonly oneOf: readonly string[];
  /** Nothing is published or seen. */
  readonly unknown: boolean;
  readonly basis: Basis;
  /** The streams that another source names instead. */
  readonly disputed?: readonly string[];
}

/** A stream as the profile describes it. */
export interface StreamInfo {
  readonly id: string;
  readonly role: "api-audit" | "authentication";
  readonly title: string;
  /** Cannot be switched off. */
  readonly always: boolean;
}

/** A provider's fixed audit policy, ready to be asked. */
export interface Profile {
  readonly id: string;
  readonly provider: string;
  readonly title: string;
  readonly version: string;
  readonly streams: readonly StreamInfo[];
  /** The file of the policy that the user declared in place of the published one; streams and routing are the provider's. */
  readonly declaredPolicy?: string;
  decide(request: AuditRequest): Decision;
  /** Stages for which an event is emitted, for a request that is answered with this status. */
  stages(probe: Probe, decision: Decision): readonly Stage[];
  /** The level that another source gives for a rule, when sources conflict. */
  disputedLevel(rule: number): Level | undefined;
  choose(request: AuditRequest): StreamChoice;
  /** What is known about a rule, by its 1-based number. */
  provenance(rule: number): RuleProvenance | undefined;
  /** What the form of its entries costs when a record has to be tied to one credential; absent: nothing. */
  readonly attribution?: AttributionLimit;
}

/** The best that AUD-ATTRIBUTION can be, whatever the cluster's version and credentials. */
export interface AttributionLimit {
  readonly atBest: "warn" | "fail";
  /** A clause for people. */
  readonly why: string;
  readonly basis: Basis;
}

/** Where a rule of a profile comes from. */
export interface RuleProvenance {
  readonly purpose: string;
  readonly confidence: string;
  /** Title of the source, and its date where it has one. */
  readonly source: string;
  readonly note?: string;
}
