import { describe, expect, test } from "vitest";
import { compilePolicy, emittedStages, parseRequestWords } from "../../src/audit-policy/index.ts";
import { isLongRunning } from "../../src/audit-policy/long-running.ts";
import type { AuditRequest } from "../../src/model/audit.ts";
import { PROFILES, readProfile } from "./profiles.ts";
import { TABLE, UNAUTHENTICATED } from "./reference-table.ts";

const compiled = PROFILES.map((profile) => compilePolicy(readProfile(profile)));

function answers(request: AuditRequest): readonly string[] {
  return compiled.map(({ decide }) => {
    const decision = decide(request);
    const isEarly = request.user !== null && emittedStages({ request }, decision).includes("RequestReceived");
    return `${decision.level} ${decision.rule}${isEarly ? " +RR" : ""}`;
  });
}

function onlyRequest(words: string, user?: null): AuditRequest {
  const parsed = parseRequestWords(words, user === null ? { caller: { user, groups: [] } } : {});
  const [request, ...others] = parsed.ok ? parsed.requests : [];
  if (request === undefined || others.length > 0) throw new Error(`${words} is not one request`);
  return request;
}

describe("the published profiles", () => {
  test.each(TABLE)("%s", (words, eks, gke, aks) => {
    expect(answers(onlyRequest(words))).toEqual([eks, gke, aks]);
  });

  test.each(UNAUTHENTICATED)("%s without a valid credential", (words, eks, gke, aks) => {
    expect(answers(onlyRequest(words, null))).toEqual([eks, gke, aks]);
  });

  test("exec is two requests, of which each is long-running", () => {
    const parsed = parseRequestWords("exec pods/web");

    expect(parsed.ok ? parsed.requests.map((request) => [request.verb, isLongRunning(request)]) : []).toEqual([
      ["get", true],
      ["create", true],
    ]);
  });
});
