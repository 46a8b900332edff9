import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { Caller, Filter, Keep, StreamState, TrailNote } from "../../src/model/trail.ts";
import type { TracedFilter } from "./filter.ts";
import type { AuditConfig } from "./schema.ts";
import { evidenceOf, gapsOf, valueOf, type Facts } from "./trail-facts.ts";

export const ACTIVITY = "activity";
/** Log types of the Data Access audit log; each is a stream. */
export const DATA_ACCESS = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"] as const;
export const STREAMS = [ACTIVITY, ...DATA_ACCESS] as const;

/** The audit configuration of one level of the hierarchy. */
interface Level {
  readonly resource: string;
  readonly configs: Fact<AuditConfig[]>;
}

export interface Streams {
  readonly streams: readonly StreamState[];
  readonly notes: readonly TrailNote[];
}

/** Data Access is switched on by project, folders and organisation together; none can switch off what another switches on. */
export function streamsOf(project: string, facts: Facts): Streams {
  const self = `projects/${project}`;
  const ancestors = facts.get("project", self).ancestors;
  const levels = [self, ...(valueOf(ancestors) ?? [])].map((resource) => ({
    resource,
    configs: facts.get("iam-audit-config", resource).auditConfigs,
  }));
  const activity: StreamState = {
    id: ACTIVITY,
    on: known(true, [], "documented"),
    exemptions: known([], [], "documented"),
  };
  const dataAccess = DATA_ACCESS.map((type) => dataAccessStream(type, levels, ancestors));
  return { streams: [activity, ...dataAccess], notes: notesOf(levels, ancestors) };
}

function dataAccessStream(type: string, levels: readonly Level[], ancestors: Fact<string[]>): StreamState {
  const matching = levels.map(({ resource, configs }) => ({
    resource,
    configs,
    found: (valueOf(configs) ?? []).filter((config) => config.logType === type && isEffective(config)),
  }));
  const on = matching.filter(({ found }) => found.length > 0);
  const unread = [ancestors, ...levels.map(({ configs }) => configs)];
  const members = matching.flatMap(({ resource, configs, found }) =>
    found.flatMap(({ exemptedMembers }) => exemptedMembers.map((member) => ({ member, resource, configs }))),
  );
  return {
    id: type,
    on:
      on.length > 0
        ? known(
            true,
            on.flatMap(({ configs }) => evidenceOf(configs)),
          )
        : falseUnlessUnread<boolean>(false, unread),
    exemptions:
      members.length > 0
        ? known(members.map(({ member, resource, configs }) => exemption(member, resource, evidenceOf(configs))))
        : falseUnlessUnread<readonly Filter[]>([], unread),
  };
}

function falseUnlessUnread<T>(value: T, facts: readonly Fact<unknown>[]): Fact<T> {
  const gaps = facts.flatMap(gapsOf);
  const evidence = [...new Set(facts.flatMap(evidenceOf))];
  return gaps.length > 0 ? unknown(gaps, evidence) : known(value, evidence);
}

/** Entries of Kubernetes follow the switch of the GKE API; their own service name switches nothing. */
function isEffective({ service }: AuditConfig): boolean {
  return service === "allServices" || service === "container.googleapis.com";
}

/** Members are Google identities; Kubernetes' own (`system:…`) cannot be written as members, which is inferred. */
const GOOGLE_CALLERS: ReadonlySet<Caller> = new Set(["human", "admin"]);
const ONE_OF_THEM = /^(user|group|serviceAccount|principal|projectOwner|projectEditor|projectViewer):/;
const ALL_OF_THEM = /^(domain|principalSet):|^(allUsers|allAuthenticatedUsers)$/;
const NO_LONGER = /^deleted:/;

function exemption(member: string, resource: string, evidence: readonly string[]): TracedFilter {
  const none: Fact<Keep> = known("none", evidence);
  const some: Fact<Keep> = known("some", evidence);
  const all: Fact<Keep> = known("all", evidence, "inferred");
  const gap = {
    call: "resourcemanager.getIamPolicy",
    on: resource,
    reason: `the member ${member} is of no known kind`,
  };
  const odd: Fact<Keep> = unknown(gap, evidence);
  return {
    kind: "exemption",
    text: `${member}, exempted at ${resource}`,
    origin: { kind: "member", resource },
    keeps({ caller }) {
      if (NO_LONGER.test(member) || !GOOGLE_CALLERS.has(caller)) return all;
      if (ALL_OF_THEM.test(member)) return none;
      return ONE_OF_THEM.test(member) ? some : odd;
    },
  };
}

function notesOf(levels: readonly Level[], ancestors: Fact<string[]>): readonly TrailNote[] {
  const notes: TrailNote[] = [];
  for (const { resource, configs } of levels) {
    if (!valueOf(configs)?.some(({ service }) => service === "k8s.io")) continue;
    notes.push({
      control: "AUD-READS",
      text: `${resource} configures audit logs for the service k8s.io, which has no effect: the switch is container.googleapis.com`,
    });
  }
  const isExempted = levels.some(({ configs }) =>
    valueOf(configs)?.some((config) => isEffective(config) && config.exemptedMembers.length > 0),
  );
  const unread = levels.filter(({ configs }) => configs.state === "unknown").map(({ resource }) => resource);
  if (ancestors.state === "unknown") unread.push("the folders above the project");
  if (isExempted && unread.length > 0) {
    notes.push({
      control: "AUD-NO-EXEMPTION",
      text: `more members may be exempted at ${unread.join(", ")}, which could not be read`,
    });
  }
  return notes;
}
