import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  blindspots,
  compilePolicy,
  diffPolicies,
  isInClass,
  parseRequestWords,
  type Choice,
  type Difference,
  type Policy,
  type RequestClass,
} from "../../src/audit-policy/index.ts";
import type { AuditRequest, Level } from "../../src/model/audit.ts";
import { anyPolicy } from "./arbitraries.ts";
import { PROFILES, readProfile } from "./profiles.ts";
import { TABLE, UNAUTHENTICATED } from "./reference-table.ts";

const SEED = 20_261_125;

/** Every request of a small world that has all values the generated policies name, and one more of each. */
const CALLERS = [
  { user: null, groups: [] },
  ...["alice", "bob", "", "*", "system:node:n1", "x"].flatMap((user) =>
    [[], ["dev"], ["ops"], ["dev", "ops"], ["system:nodes"], ["*", ""], ["y"]].map((groups) => ({ user, groups })),
  ),
];
const VERBS = ["get", "list", "watch", "create", "delete", "", "*", "x"];

function worldOf(policies: readonly Policy[]): readonly AuditRequest[] {
  const rules = policies.flatMap((policy) => policy.rules);
  const callers = CALLERS.filter(({ user, groups }) => {
    const users = new Set([...rules.flatMap((rule) => rule.users ?? []), "x"]);
    const named = new Set(rules.flatMap((rule) => rule.userGroups ?? []));
    return (user === null || users.has(user)) && groups.every((group) => named.has(group) || groups.length === 1);
  });
  const entries = rules.flatMap((rule) => rule.resources ?? []);
  const specs = entries.flatMap((entry) => entry.resources ?? []);
  const named = <Value>(values: readonly Value[], other: Value): Value[] => [...new Set([...values, other])];
  const targets: Partial<AuditRequest>[] = [];
  for (const apiGroup of named(
    entries.map((entry) => entry.group ?? ""),
    "x.io",
  )) {
    for (const resource of named(
      specs.flatMap((spec) => spec.split("/")[0] ?? []),
      "x",
    )) {
      for (const subresource of named(["", ...specs.flatMap((spec) => spec.split("/").slice(1, 2))], "x")) {
        for (const namespace of named(
          rules.flatMap((rule) => rule.namespaces ?? []),
          "x",
        )) {
          for (const name of named(
            entries.flatMap((entry) => entry.resourceNames ?? []),
            "x",
          )) {
            targets.push({ apiGroup, resource, subresource, namespace, name });
          }
        }
      }
    }
  }
  const paths = named(
    rules
      .flatMap((rule) => rule.nonResourceURLs ?? [])
      .flatMap((url) => [url, url.replace(/\*+$/, ""), `${url.replace(/\*+$/, "")}x`]),
    "?",
  );
  return callers.flatMap((caller) =>
    VERBS.flatMap((verb): AuditRequest[] => [
      ...targets.map((target) => ({ ...caller, verb, ...target, resourceRequest: true })),
      ...paths.map((path) => ({ ...caller, verb, path, resourceRequest: false })),
    ]),
  );
}

/** Small enough that every request can be tried. */
const smallPolicy = anyPolicy.map((policy): Policy => ({ ...policy, rules: policy.rules.slice(0, 4) }));

const anyChoice = <Value extends string | null>(values: readonly Value[]): fc.Arbitrary<Choice<Value>> =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
    fc.array(fc.constantFrom(...values), { maxLength: 2 }).map((except) => ({ except })),
  );

const anyClass: fc.Arbitrary<RequestClass> = fc
  .record(
    {
      user: anyChoice<string | null>(["alice", "bob", null, "x"]),
      groups: fc.constantFrom(
        [],
        ["dev"],
        ["dev", "ops"],
        { oneOf: [["dev", "ops"]] },
        { noneOf: ["dev"] },
        { oneOf: [["dev"]], noneOf: ["ops"] },
      ),
      verb: anyChoice(["get", "create", "x"]),
      apiGroup: anyChoice(["", "apps"]),
      resource: anyChoice(["pods", "secrets", "x"]),
      subresource: anyChoice(["", "log", "exec"]),
      namespace: anyChoice(["default", "prod", ""]),
      name: anyChoice(["x", ""]),
      path: anyChoice(["/healthz", "/healthz*", "/version"]),
    },
    { requiredKeys: [] },
  )
  .filter(
    (one) =>
      one.path === undefined ||
      ![one.apiGroup, one.resource, one.subresource, one.namespace, one.name].some((field) => field !== undefined),
  );

describe("blindspots of any policy and class", () => {
  test("lists exactly the levels and rules that occur when every request is tried", () => {
    fc.assert(
      fc.property(smallPolicy, anyClass, (policy, requests) => {
        const { decide } = compilePolicy(policy);
        const found = blindspots(policy, requests);
        const tried = new Set(
          worldOf([policy])
            .filter((request) => isInClass(request, requests))
            .map((request) => decide(request).rule),
        );

        // The world may lack a value that only the class names, so what is tried is a part of what is found.
        expect(found.parts.map((part) => part.rule)).toEqual(expect.arrayContaining([...tried]));
        for (const { rule, level, example, requests: classes } of found.parts) {
          expect(decide(example)).toMatchObject({ rule, level });
          expect(isInClass(example, requests)).toBe(true);
          expect(classes.some((one) => isInClass(example, one))).toBe(true);
        }
        expect(found.levels).toEqual(expect.arrayContaining(found.parts.map((part) => part.level)));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});

function isDifference(request: AuditRequest, { requests, except }: Difference): boolean {
  return isInClass(request, requests) && !except.some((one) => isInClass(request, { ...requests, ...one }));
}

describe("differences of any two policies", () => {
  test("hold exactly the requests that differ when every request is tried", () => {
    fc.assert(
      fc.property(smallPolicy, smallPolicy, (before, after) => {
        const differences = diffPolicies(before, after);
        const [one, other] = [compilePolicy(before), compilePolicy(after)];
        for (const request of worldOf([before, after])) {
          const levels = [one.decide(request), other.decide(request)];
          const matching = differences.filter((difference) => isDifference(request, difference));
          if ((levels[0]?.level === levels[1]?.level) !== (matching.length === 0))
            expect({ request, levels, matching }).toBe(undefined);
        }
        for (const { example, before: left, after: right } of differences) {
          expect(one.decide(example)).toMatchObject(left);
          expect(other.decide(example)).toMatchObject(right);
        }
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test("are none between a policy and itself, also when rules that never matter are added", () => {
    fc.assert(
      fc.property(smallPolicy, anyPolicy, (policy, more) => {
        const closed: Policy = { ...policy, rules: [...policy.rules, { level: "Metadata" }] };
        expect(diffPolicies(closed, { ...closed, rules: [...closed.rules, ...more.rules] })).toEqual([]);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

const SECRET_READS: RequestClass = {
  apiGroup: "",
  resource: "secrets",
  subresource: "",
  verb: ["get", "list", "watch"],
};

describe("the published profiles", () => {
  test("under AKS only get and list by aksService leave Secret reads unseen", () => {
    const found = blindspots(readProfile("aks"), SECRET_READS);

    expect(found.levels).toEqual(["None", "Metadata"]);
    expect(found.text).toBe("Metadata, except None for get or list by user aksService (rule 1)");
    expect(found.parts.filter((part) => part.level === "None").map((part) => part.requests)).toEqual([
      [{ ...SECRET_READS, resourceRequest: true, user: "aksService", verb: ["get", "list"] }],
    ]);
  });

  test.each(["eks", "gke-kubernetes"] as const)("under %s Secret reads are always seen", (profile) => {
    expect(blindspots(readProfile(profile), SECRET_READS)).toMatchObject({ levels: ["Metadata"], text: "Metadata" });
  });

  test.each<[(typeof PROFILES)[number], readonly string[]]>([
    [
      "eks",
      [
        "watch of endpoints, services or services/status of API group core by user system:kube-proxy",
        "get of nodes or nodes/status of API group core by user kubelet",
        "get of nodes or nodes/status of API group core by anyone in group system:nodes",
        "get or update of endpoints of API group core in namespace kube-system by user system:kube-controller-manager, system:kube-scheduler or system:serviceaccount:kube-system:endpoint-controller",
        "get of namespaces, namespaces/status or namespaces/finalize of API group core by user system:apiserver",
        "get or list of all resources of API group metrics.k8s.io by user system:kube-controller-manager",
        "URL /healthz*; URL /version; URL /swagger*",
        "events of API group core",
      ],
    ],
    [
      "gke-kubernetes",
      [
        "watch of endpoints, services or services/status of API group core by user system:kube-proxy",
        "get of configmaps of API group core in namespace kube-system by user system:unsecured",
        "get of nodes or nodes/status of API group core by user kubelet",
        "get of nodes or nodes/status of API group core by anyone in group system:nodes",
        "get or update of endpoints of API group core in namespace kube-system by user system:kube-controller-manager, system:cloud-controller-manager, system:kube-scheduler or system:serviceaccount:kube-system:endpoint-controller",
        "get of namespaces, namespaces/status or namespaces/finalize of API group core by user system:apiserver",
        "get or update of configmaps or endpoints of API group core in namespace kube-system by user cluster-autoscaler",
        "get or list of all resources of API group metrics.k8s.io by user system:kube-controller-manager or system:cloud-controller-manager",
        "URL /healthz*; URL /version; URL /swagger*",
        "events of API group core",
      ],
    ],
  ])(
    "under %s nothing goes unseen but Events, health checks and what system components do all the time",
    (profile, unseen) => {
      const found = blindspots(readProfile(profile), {});

      expect(found.parts.filter((part) => part.level === "None").map((part) => part.text)).toEqual(unseen);
    },
  );

  test("under AKS a person who is no aksService is unseen only with Events and health checks", () => {
    const person: RequestClass = { user: "alice@example.com", groups: ["system:authenticated"] };
    const found = blindspots(readProfile("aks"), person);

    expect(found.parts.filter((part) => part.level === "None").map((part) => [part.rule, part.text])).toEqual([
      [8, "URL /healthz*; URL /version; URL /swagger*"],
      [11, "events of API group core or events.k8s.io"],
    ]);
  });

  const requests = [
    ...TABLE.map(([words]) => parseRequestWords(words)),
    ...UNAUTHENTICATED.map(([words]) => parseRequestWords(words, { caller: { user: null, groups: [] } })),
  ].flatMap((parsed) => (parsed.ok ? parsed.requests : []));

  test.each([
    ["eks", "gke-kubernetes"],
    ["eks", "aks"],
    ["gke-kubernetes", "aks"],
  ] as const)("between %s and %s the differences hold those of the reference results and no other", (left, right) => {
    const [before, after] = [compilePolicy(readProfile(left)), compilePolicy(readProfile(right))];
    const differences = diffPolicies(readProfile(left), readProfile(right));
    let differing = 0;
    for (const request of requests) {
      const levels: readonly Level[] = [before.decide(request).level, after.decide(request).level];
      const matching = differences.filter((difference) => isDifference(request, difference));
      const want = levels[0] === levels[1] ? [] : [levels];
      expect(matching.map((one) => [one.before.level, one.after.level])).toEqual(want);
      differing += want.length;
    }
    expect(differing).toBeGreaterThan(4);
  });

  test("the shortest difference comes first, and says what is only in one list of API groups", () => {
    const texts = diffPolicies(readProfile("eks"), readProfile("gke-kubernetes")).map((difference) => difference.text);

    expect(texts[0]).toContain(
      "get or list of all resources of API group metrics.k8s.io by user system:cloud-controller-manager",
    );
    expect(texts).toContain(
      "Metadata (rule 17) becomes Request (rule 15): get, list or watch of all resources of API group node.k8s.io",
    );
    expect(texts).toContain(
      "Request (rule 15) becomes Metadata (rule 17): get, list or watch of all resources of API group settings.k8s.io",
    );
  });
});

test("a class without requests has no levels", () => {
  expect(blindspots({ rules: [{ level: "Metadata" }] }, { verb: [] })).toMatchObject({
    levels: [],
    text: "there is no such request",
  });
});

test("policies of two hundred rules are analysed in time", () => {
  const { rules } = readProfile("aks");
  const copies = Array.from({ length: 9 }, (_, index) =>
    rules.slice(0, -1).map((rule) => ({ ...rule, users: [...(rule.users ?? ["someone"]), `user-${index}`] })),
  );
  const policy: Policy = { rules: [...copies.flat(), ...rules] };
  const { decide } = compilePolicy(policy);

  const differences = diffPolicies(readProfile("aks"), policy);

  expect(policy.rules.length).toBeGreaterThan(200);
  expect(blindspots(policy, SECRET_READS).levels).toEqual(["None", "Metadata"]);
  expect(differences.length).toBeGreaterThan(0);
  for (const { example, after } of differences) expect(decide(example)).toMatchObject(after);
});
