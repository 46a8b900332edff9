import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { decidePattern } from "../../../providers/eks/filters/decide.ts";
import { anyEventField, eventField } from "../../../providers/eks/filters/event.ts";
import { parsePattern } from "../../../providers/eks/filters/pattern.ts";
import type { Probe } from "../../../src/model/trail.ts";

const READ: Probe = {
  caller: "human",
  request: {
    user: "alice@example.com",
    groups: ["system:authenticated"],
    verb: "get",
    apiGroup: "",
    resource: "secrets",
    subresource: "",
    namespace: "prod",
    name: "target",
    resourceRequest: true,
  },
};
const LEASE: Probe = {
  caller: "kubelet",
  request: {
    user: "system:node:node-1",
    verb: "update",
    apiGroup: "coordination.k8s.io",
    resource: "leases",
    namespace: "kube-system",
    name: "node-1",
    resourceRequest: true,
  },
};
const REFUSED: Probe = {
  caller: "none",
  responseCode: 401,
  request: { user: null, verb: "get", resourceRequest: false, path: "/api" },
};

function takes(pattern: string, probe: Probe): string {
  return decidePattern(parsePattern(pattern), (path) => eventField(probe, path)).is;
}

describe("a pattern that every audit event fits", () => {
  it.each([
    "",
    '{ $.kind = "Event" }',
    "{ $.kind = Event }",
    "{$.kind=Event}",
    '{ $.auditID = "*" }',
    '{ $.apiVersion = "audit.k8s.io/*" }',
    '{ ($.kind = "Event") && ($.apiVersion = "audit.k8s.io/v1") }',
    '{ $.kind = "Policy" || $.kind = "Event" }',
    "{ $['kind'] = \"Event\" }",
  ])("takes all: %s", (pattern) => {
    for (const probe of [READ, LEASE, REFUSED]) expect(takes(pattern, probe)).toBe("all");
  });
});

describe("a selection", () => {
  it.each([
    ['{ $.verb = "get" }', "all", "none", "all"],
    ['{ $.verb != "get" }', "none", "all", "none"],
    ['{ $.objectRef.resource = "secrets" }', "all", "none", "none"],
    ['{ $.objectRef.resource != "leases" }', "all", "none", "unknown"],
    ["{ $.objectRef.resource NOT EXISTS }", "none", "none", "all"],
    ['{ $.user.username = "system:*" }', "none", "all", "none"],
    ['{ $.user.username = "system:node:*" }', "none", "all", "none"],
    ['{ $.user.username = "alice" }', "some", "none", "none"],
    ['{ $.user.username != "alice" }', "some", "all", "unknown"],
    ['{ $.user.username != "system:*" }', "all", "none", "unknown"],
    ['{ $.user.username = "system:node:ip-10*" }', "none", "some", "none"],
    ["{ $.responseStatus.code >= 400 }", "some", "some", "all"],
    ["{ $.responseStatus.code = 403 }", "some", "some", "none"],
    ['{ $.objectRef.namespace = "kube-system" }', "some", "all", "none"],
    ['{ $.verb = "get" && $.objectRef.resource = "pods" }', "none", "none", "none"],
    ['{ $.user.username = "alice" || $.user.username = "bob" }', "some", "none", "none"],
    ['{ $.user.username = "alice" && $.objectRef.namespace = "x" }', "unknown", "none", "none"],
    ['{ $.sourceIPs[0] = "10.*" }', "some", "some", "some"],
    ['{ $.stage = "ResponseComplete" }', "some", "some", "some"],
    ['{ $.userAgent = "*" }', "some", "some", "some"],
    ["{ $.userAgent NOT EXISTS }", "some", "some", "some"],
    ['{ $.userAgent != "kubectl*" }', "unknown", "unknown", "unknown"],
    ['{ $.user.extra.arn[0] = "*" }', "unknown", "unknown", "unknown"],
    ['{ $.verb = "get" || $.user.extra.x = "y" }', "all", "unknown", "all"],
    ['{ $.verb = "list" && $.user.extra.x = "y" }', "none", "none", "none"],
    ['{ $.objectRef.resource = "secrets" && $.verb = "get" || $.kind = "Event" }', "all", "all", "all"],
    ['{ $.objectRef.resource = "secrets" && ($.verb = "get" || $.kind = "Event") }', "all", "none", "none"],
  ])("is decided for each request: %s", (pattern, read, lease, refused) => {
    expect([takes(pattern, READ), takes(pattern, LEASE), takes(pattern, REFUSED)]).toEqual([read, lease, refused]);
  });

  it.each([
    "ERROR",
    '"kube-apiserver"',
    "[ip, user, request]",
    "{ $.verb = %^get$% }",
    "{ $.verb }",
    "{ $.verb = }",
    "{ verb = get }",
    "{ $.verb != NULL }",
    "{ $.verb != false }",
    '{ $.auditID = "\\*" }',
    '{ $.sourceIPs.0 = "*" }',
    "{ $.sourceIPs['[0]'] = \"*\" }",
    '{ $.kind = "Event"',
    '{ $.kind = "Event" } x',
    '{ $.kind = "Event" && }',
    "{}",
    " ",
    `{ ${"(".repeat(60)}$.kind = "Event"${")".repeat(60)} }`,
    `{ $.kind = "${"x".repeat(5000)}" }`,
  ])("that is not understood is left open: %s", (pattern) => {
    expect(takes(pattern, READ)).toBe("unknown");
  });

  it("does not take a quoted path for the path that it spells", () => {
    expect(takes("{ $['objectRef.resource'] = \"secrets\" }", READ)).toBe("unknown");
  });
});

it("never throws and never takes long, whatever the pattern is", () => {
  const parts = fc.constantFrom("{", "}", "(", ")", "$.a", "$.verb", "=", "!=", "&&", "||", '"', "*", "get", "%", " ");
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 200 }), (text) => {
      const pattern = parsePattern(text.join(""));
      decidePattern(pattern, (path) => eventField(READ, path));
    }),
  );
  const started = performance.now();
  takes(`{ $.user.username = "${"*a".repeat(450)}" }`, LEASE);
  expect(performance.now() - started).toBeLessThan(500);
});

it.each([
  ['{ $.kind = "Event" && $.apiVersion = "audit.k8s.io/*" }', true],
  ["{ $.auditID = * && $.verb = * && $.requestURI = * }", true],
  ['{ $.stage = "x" || $.level = * }', true],
  ['{ $.verb != "watch" }', false],
  ['{ $.requestURI = "/api*" }', false],
  ["{ $.user.username = * }", false],
  ["{ $.objectRef.resource = * }", false],
  ["{ $.objectRef NOT EXISTS || $.objectRef.resource = * }", false],
  ["{ $.['kind.x'] NOT EXISTS }", false],
  ["audit", false],
])("%s takes every event, whatever it is of: %s", (pattern, takes) => {
  expect(decidePattern(parsePattern(pattern), anyEventField).is === "all").toBe(takes);
});
