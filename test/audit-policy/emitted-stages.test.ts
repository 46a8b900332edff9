import { expect, test } from "vitest";
import { emittedStages } from "../../src/audit-policy/index.ts";
import type { AuditRequest, Decision, Stage } from "../../src/model/audit.ts";

const ALL: Decision = { level: "Metadata", rule: 1, omitStages: [], omitManagedFields: false };
const READ: AuditRequest = { user: "alice", verb: "get", resource: "pods", resourceRequest: true };

function omitting(...omitStages: Stage[]): Decision {
  return { ...ALL, omitStages };
}

test.each<[string, AuditRequest, readonly Stage[]]>([
  ["an ordinary read", READ, ["RequestReceived", "ResponseComplete"]],
  ["a watch", { ...READ, verb: "watch" }, ["RequestReceived", "ResponseStarted", "ResponseComplete"]],
  ["the old proxy verb", { ...READ, verb: "proxy" }, ["RequestReceived", "ResponseStarted", "ResponseComplete"]],
  ["exec", { ...READ, subresource: "exec" }, ["RequestReceived", "ResponseStarted", "ResponseComplete"]],
  ["logs without follow", { ...READ, subresource: "log" }, ["RequestReceived", "ResponseStarted", "ResponseComplete"]],
  ["a status", { ...READ, subresource: "status" }, ["RequestReceived", "ResponseComplete"]],
  [
    "a profile",
    { user: "alice", verb: "get", path: "/debug/pprof/heap", resourceRequest: false },
    ["RequestReceived", "ResponseStarted", "ResponseComplete"],
  ],
  [
    "the index of profiles",
    { user: "alice", verb: "get", path: "/debug/pprof", resourceRequest: false },
    ["RequestReceived", "ResponseComplete"],
  ],
  ["failed authentication", { ...READ, user: null }, ["ResponseStarted"]],
  ["failed authentication of a watch", { ...READ, user: null, verb: "watch" }, ["ResponseStarted"]],
  ["a user with an empty name", { ...READ, user: "" }, ["RequestReceived", "ResponseComplete"]],
])("%s", (_, request, stages) => {
  expect(emittedStages({ request }, ALL)).toEqual(stages);
});

test("omitted stages are left out", () => {
  expect(emittedStages({ request: READ }, omitting("RequestReceived"))).toEqual(["ResponseComplete"]);
  expect(emittedStages({ request: { ...READ, user: null } }, omitting("ResponseStarted"))).toEqual([]);
});

test("level None leaves out everything", () => {
  expect(emittedStages({ request: READ }, { ...ALL, level: "None" })).toEqual([]);
});

test("what the caller knows better counts", () => {
  expect(emittedStages({ request: READ, unauthenticated: true }, ALL)).toEqual(["ResponseStarted"]);
  expect(emittedStages({ request: READ, longRunning: true }, ALL)).toHaveLength(3);
});
