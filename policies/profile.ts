import { compilePolicy, emittedStages, parsePolicy, type Policy } from "../src/audit-policy/index.ts";
import type { AuditRequest } from "../src/model/audit.ts";
import type { Profile, RuleProvenance, StreamChoice } from "../src/model/trail.ts";
import type { ProfileFile } from "./schema.ts";

/** The group "*" in `routing` needs the matching rules of Kubernetes 1.36 and later. */
const ROUTING_KUBERNETES = "1.37";

/** Makes a profile file ready to be asked. */
export function makeProfile(file: ProfileFile): Profile {
  const policy = compilePolicy(policyOf(file));
  const routing = compilePolicy(routingPolicy(file), { kubernetes: ROUTING_KUBERNETES });
  const disputed = new Map(file.provenance.flatMap((row) => (row.disputed ? [[row.rule, row.disputed.level]] : [])));
  const choices = file.routing.map((row): StreamChoice => ({
    streams: row.streams ?? [],
    oneOf: row.oneOf ?? [],
    unknown: row.unknown ?? false,
    basis: row.basis ?? "inferred",
    ...(row.disputed ? { disputed: row.disputed.streams } : {}),
  }));
  return {
    id: file.profile,
    provider: file.provider,
    title: file.title,
    version: file.version,
    streams: file.streams,
    decide: memoised((request) => policy.decide(request)),
    stages: (probe, decision) =>
      emittedStages({ request: probe.request, unauthenticated: probe.responseCode === 401 }, decision),
    disputedLevel: (rule) => disputed.get(rule),
    choose: memoised((request) => choices[routing.decide(request).rule - 1] ?? NOTHING_PUBLISHED),
    provenance: (rule) => provenanceOf(file, rule),
    ...(file.attribution ? { attribution: file.attribution } : {}),
  };
}

/** The requests of the catalogue are asked about for every cluster, and are always the same objects. */
function memoised<V extends object>(answer: (request: AuditRequest) => V): (request: AuditRequest) => V {
  const answers = new WeakMap<AuditRequest, V>();
  return (request) => {
    const found = answers.get(request) ?? answer(request);
    answers.set(request, found);
    return found;
  };
}

function provenanceOf(file: ProfileFile, rule: number): RuleProvenance | undefined {
  const row = file.provenance.find((candidate) => candidate.rule === rule);
  if (!row) return undefined;
  const { title = row.source, date } = file.sources[row.source] ?? {};
  return {
    purpose: row.purpose,
    confidence: row.confidence,
    source: date === undefined ? title : `${title}, ${date}`,
    ...(row.note === undefined ? {} : { note: row.note }),
  };
}

const NOTHING_PUBLISHED: StreamChoice = { streams: [], oneOf: [], unknown: true, basis: "inferred" };

/** The policy of a profile file, read as a user's policy file is. */
export function policyOf(file: ProfileFile): Policy {
  const parsed = parsePolicy(JSON.stringify(file.policy));
  if (parsed.ok) return parsed.policy;
  throw new Error(`profile ${file.profile}: ${parsed.problems.map((problem) => problem.message).join("; ")}`);
}

/** The routing as a policy, so that requests are matched by the same rules: the deciding rule is the entry that applies. */
function routingPolicy(file: ProfileFile): Policy {
  const rules = file.routing.map((row) => ({ level: "Metadata", ...row.match }));
  const text = JSON.stringify({ apiVersion: "audit.k8s.io/v1", kind: "Policy", rules });
  const parsed = parsePolicy(text, { kubernetes: ROUTING_KUBERNETES });
  if (parsed.ok) return parsed.policy;
  throw new Error(`profile ${file.profile}: routing: ${parsed.problems.map((problem) => problem.message).join("; ")}`);
}
