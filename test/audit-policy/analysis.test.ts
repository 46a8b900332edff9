import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  blindspots,
  compilePolicy,
  diffPolicies,
  lintPolicy,
  isInClass,
  parseRequestWords,
  type Choice,
  type Difference,
  type GroupChoice,
  type Policy,
  type RequestClass,
} from "../../src/audit-policy/index.ts";
import type { AuditRequest, Level } from "../../src/model/audit.ts";
import { classMatcher } from "../../src/audit-policy/analysis/request-class.ts";
import { anyPolicy } from "./arbitraries.ts";
import { readProfile, type Profile } from "./profiles.ts";
import { TABLE, UNAUTHENTICATED } from "./reference-table.ts";
import { SMALL_WORLD, smallPolicy } from "./small-world.ts";

const SEED = 20_261_125;

const anyChoice = <Value extends string | null>(values: readonly Value[]): fc.Arbitrary<Choice<Value>> =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.subarray([...values], { minLength: 1 }),
    fc.subarray(values.filter((value) => value !== "x")).map((except) => ({ except })),
  );

const caller = {
  user: anyChoice<string | null>(["alice", "bob", null, "x"]),
  groups: fc.constantFrom<GroupChoice[]>(
    [],
    ["dev"],
    ["dev", "ops"],
    { oneOf: [["dev", "ops"]] },
    { noneOf: ["dev"] },
    { oneOf: [["dev"], ["ops"]] },
    { oneOf: [["dev"]], noneOf: ["ops"] },
  ),
  verb: anyChoice(["get", "create", "x"]),
};

const anyClass: fc.Arbitrary<RequestClass> = fc.oneof(
  fc.record(
    {
      ...caller,
      apiGroup: anyChoice(["", "apps", "x"]),
      resource: anyChoice(["pods", "secrets", "x"]),
      subresource: anyChoice(["", "log", "x"]),
      namespace: anyChoice(["prod", "", "x"]),
      name: anyChoice(["a", "", "x"]),
    },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      ...caller,
      path: fc.oneof(
        anyChoice(["/healthz", "/healthz*", "/version"]),
        fc.constant({ within: "/healthz*", except: ["/healthz"] }),
      ),
    },
    { requiredKeys: [] },
  ),
);

describe("blindspots of any policy and class", () => {
  test("lists exactly the levels and rules that occur when every request is tried", () => {
    fc.assert(
      fc.property(smallPolicy, anyClass, (policy, requests) => {
        const { decide } = compilePolicy(policy);
        const found = blindspots(policy, requests);
        const tried = new Set(SMALL_WORLD.filter(classMatcher(requests)).map((request) => decide(request).rule));

        expect(new Set(found.parts.map((part) => part.rule))).toEqual(tried);
        for (const { rule, level, example, requests: classes } of found.parts) {
          expect(decide(example)).toMatchObject({ rule, level });
          expect(isInClass(example, requests)).toBe(true);
          expect(classes.some((one) => isInClass(example, one))).toBe(true);
        }
        expect(found.levels).toEqual(expect.arrayContaining(found.parts.map((part) => part.level)));
      }),
      { seed: SEED, numRuns: 400 },
    );
  });
});

/** Whether a request is one of a difference. */
function differenceMatcher({ requests, except }: Difference): (request: AuditRequest) => boolean {
  const isInside = classMatcher(requests);
  const cuts = except.map((one) => classMatcher({ ...requests, ...one }));
  return (request) => isInside(request) && !cuts.some((isCut) => isCut(request));
}

describe("differences of any two policies", () => {
  test("hold exactly the requests that differ when every request is tried", () => {
    fc.assert(
      fc.property(smallPolicy, smallPolicy, (before, after) => {
        const differences = diffPolicies(before, after);
        const matchers = differences.map(differenceMatcher);
        const [one, other] = [compilePolicy(before), compilePolicy(after)];
        for (const request of SMALL_WORLD) {
          const differs = one.decide(request).level !== other.decide(request).level;
          if (matchers.some((isIn) => isIn(request)) !== differs) throw new Error(JSON.stringify({ request, differs }));
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

test("an exception that only names who asks reads as a sentence", () => {
  const policy: Policy = { rules: [{ level: "None", users: ["alice"] }, { level: "Metadata" }] };

  expect(blindspots(policy, SECRET_READS).text).toBe("Metadata, except None by user alice (rule 1)");
});

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

  test.each<[Profile, readonly string[]]>([
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
    const matchers = differences.map(differenceMatcher);
    let differing = 0;
    for (const request of requests) {
      const levels: readonly Level[] = [before.decide(request).level, after.decide(request).level];
      const matching = differences.filter((_, index) => matchers[index]?.(request));
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

test("a policy with too many rules to analyse is refused at once, not run out of memory on", () => {
  const rules = Array.from({ length: 1001 }, (_, index) => ({ level: "Metadata" as const, users: [`u${index}`] }));

  for (const analyse of [
    () => lintPolicy({ rules }),
    () => blindspots({ rules }, {}),
    () => diffPolicies({ rules }, { rules: [] }),
  ]) {
    expect(analyse).toThrow("This policy has 1001 rules; up to 1000 can be analysed.");
  }
});
