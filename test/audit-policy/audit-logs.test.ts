import { describe, expect, test } from "vitest";
import { compilePolicy, emittedStages, requestFromHttp } from "../../src/audit-policy/index.ts";
import type { Level, Stage } from "../../src/model/audit.ts";
import { readProfile } from "./profiles.ts";
import { readLines } from "./vectors.ts";

/** Written by kube-apiserver 1.37.2; see shared/conformance/audit-logs/README.md. */
interface SentRequest {
  readonly auditID: string;
  readonly user: string | null;
  readonly authn: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly logged: readonly (readonly [Level, Stage])[];
}

interface LoggedEvent {
  readonly auditID: string;
  readonly level: Level;
  readonly stage: Stage;
  readonly requestURI: string;
  readonly verb: string;
  readonly user: { readonly username?: string; readonly groups?: readonly string[] };
  readonly responseStatus?: { readonly code?: number };
}

/** Client certificates of the script that carry a group besides system:authenticated which a policy names. */
function groupsOf(user: string): readonly string[] {
  return user.startsWith("system:node:") ? ["system:nodes", "system:authenticated"] : ["system:authenticated"];
}

describe.each([
  ["eks", 2333],
  ["aks", 2308],
] as const)("under the policy of %s", (profile, eventCount) => {
  const { decide } = compilePolicy(readProfile(profile), { kubernetes: "1.37" });
  const requests = readLines(`audit-logs/${profile}/requests.jsonl.gz`).map((line): SentRequest => JSON.parse(line));
  const events = readLines(`audit-logs/${profile}/events.jsonl.gz`).map((line): LoggedEvent => JSON.parse(line));
  const groups = new Map(events.map(({ user }) => [user.username ?? "", user.groups ?? []]));

  test("every request is logged at the level and stages that were foreseen", () => {
    const mismatches: unknown[] = [];
    for (const sent of requests) {
      const parsed = requestFromHttp(sent.method, sent.url);
      const got = parsed.ok ? foreseen(sent, parsed) : [];
      const want = sent.logged.map((pair) => pair.join(" ")).toSorted();
      if (JSON.stringify(got) !== JSON.stringify(want)) mismatches.push({ sent, got });
    }
    expect(mismatches.slice(0, 3)).toEqual([]);
    expect(requests).toHaveLength(1249);
  });

  function foreseen(sent: SentRequest, parsed: ReturnType<typeof requestFromHttp> & { ok: true }): readonly string[] {
    const unauthenticated = sent.status === 401 || sent.user === null || parsed.badTimeout;
    const user = unauthenticated ? null : sent.user;
    const request = { ...parsed.request, user, groups: user === null ? [] : (groups.get(user) ?? groupsOf(user)) };
    const decision = decide(request);
    const stages = emittedStages({ request, longRunning: parsed.longRunning, unauthenticated }, decision);
    return stages.map((stage) => `${decision.level} ${stage}`).toSorted();
  }

  test("every event, also of the server itself, has its level and one of its stages", () => {
    const mismatches: unknown[] = [];
    for (const event of events) {
      const parsed = requestFromHttp(methodOf(event), event.requestURI);
      if (!parsed.ok) {
        mismatches.push(event);
        continue;
      }
      const request = {
        ...parsed.request,
        verb: event.verb,
        user: event.user.username ?? null,
        groups: event.user.groups ?? [],
      };
      const decision = decide(request);
      const stages = emittedStages({ request }, decision);
      if (decision.level !== event.level || !stages.includes(event.stage)) mismatches.push({ event, decision });
    }
    expect(mismatches.slice(0, 3)).toEqual([]);
    expect(events).toHaveLength(eventCount);
  });
});

/** Events keep the verb, not the method; any method with that verb will do to read the URL. */
function methodOf({ verb }: LoggedEvent): string {
  const methods = new Map([
    ["create", "POST"],
    ["update", "PUT"],
    ["patch", "PATCH"],
    ["delete", "DELETE"],
    ["deletecollection", "DELETE"],
  ]);
  return methods.get(verb) ?? "GET";
}
