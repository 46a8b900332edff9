import { describe, expect, it } from "vitest";
import { known } from "../../src/model/fact.ts";
import { DEPTHS, type Depth, type Store, type Trail } from "../../src/model/trail.ts";
import {
  aksTrail,
  cluster,
  deepStore,
  deepTrail,
  eksTrail,
  filter,
  gkeTrail,
  judge,
  refused,
  resultOf,
  route,
  statuses,
  store,
  stream,
} from "../support/trails.ts";

/** Rows of the page of verdicts that need more than the chain. */

const CONTROLS: { readonly [depth in Depth]: string } = {
  flow: "LOG-FLOW",
  domain: "LOG-CENTRAL",
  lock: "LOG-IMMUTABLE",
  key: "LOG-ENCRYPTION",
  access: "LOG-ACCESS",
  capacity: "LOG-CAPACITY",
  detection: "MON-DETECT",
  tampering: "MON-TAMPER",
  "cloud-api": "CTL-CLOUDAPI",
  attribution: "AUD-ATTRIBUTION",
  time: "CTL-TIME",
  platform: "PLAT-VERSION",
};

describe("a control that needs more than the chain", () => {
  it.each(DEPTHS)("exists only for a provider that reads %s", async (depth) => {
    const alone = await statuses(deepTrail(eksTrail(), { depth: [depth] }));
    const others = await statuses(deepTrail(eksTrail(), { depth: DEPTHS.filter((one) => one !== depth) }));

    expect(alone).toHaveProperty([CONTROLS[depth]], "pass");
    expect(others).not.toHaveProperty([CONTROLS[depth]]);
    expect(Object.keys(others)).toHaveLength(23);
  });

  it.each(DEPTHS.filter((depth) => depth !== "time"))(
    "is unknown when %s is listed and is not there",
    async (depth) => {
      const found = await resultOf({ ...eksTrail(), depth: [depth] }, CONTROLS[depth]);

      expect(found).toMatchObject({ status: "unknown", missing: [depth] });
    },
  );
});

describe("a complete trail of which everything is read", () => {
  const aws = { inapplicable: [{ activity: "PS-AWS-AUTH", reason: "access entries", holds: known(true) }] };

  it.each([
    ["eks", eksTrail(aws), {}],
    ["gke", gkeTrail(), { "AUD-AUTHN": "not-applicable", "AUD-ATTRIBUTION": "warn" }],
    ["aks", aksTrail(), {}],
  ] as const)("of %s passes every control", async (_, of, others) => {
    const found = await statuses(deepTrail(of));

    expect(Object.keys(found)).toHaveLength(24);
    expect(found).toEqual({ ...Object.fromEntries(Object.keys(found).map((id) => [id, "pass"])), ...others });
  });
});

describe("API audit stream off, or all its destinations dead", () => {
  const cases: readonly (readonly [string, Trail])[] = [
    ["off", deepTrail(eksTrail({ streams: [stream("audit", known(false)), stream("authenticator")] }))],
    ["dead", deepTrail(aksTrail(), { stores: [deepStore("workspace", { state: known("dead") })] })],
  ];
  const rows: readonly (readonly [string, string])[] = [
    ["LOG-DELIVERED", "fail"],
    ["LOG-RETENTION", "fail"],
    ["LOG-CENTRAL", "fail"],
    ["LOG-IMMUTABLE", "fail"],
    ["AUD-NO-EXEMPTION", "not-applicable"],
    ["AUD-ATTRIBUTION", "not-applicable"],
    ["LOG-FLOW", "not-applicable"],
    ["LOG-ENCRYPTION", "not-applicable"],
    ["LOG-ACCESS", "not-applicable"],
    ["LOG-CAPACITY", "not-applicable"],
  ];

  describe.each(cases)("%s", (_, of) => {
    it.each(rows)("%s is %s and follows from AUD-ENABLED", async (control, status) => {
      expect(await resultOf(of, control)).toMatchObject({ status, causedBy: "AUD-ENABLED" });
    });

    it.each(["MON-DETECT", "MON-TAMPER", "CTL-CLOUDAPI", "CTL-TIME", "PLAT-VERSION"])(
      "%s is judged on its own",
      async (control) => {
        const found = await resultOf(of, control);

        expect(found.status).toBe("pass");
        expect(found).not.toHaveProperty("causedBy");
      },
    );
  });
});

describe("what only follows from an unknown export", () => {
  it("is unknown with the same permission, and nothing else is", async () => {
    const { results } = await judge(
      deepTrail(eksTrail({ streams: [stream("audit", refused("eks:DescribeCluster"))] })),
    );
    const status = new Map(results.map((result) => [result.control, result.status]));

    for (const control of [
      "LOG-FLOW",
      "LOG-CENTRAL",
      "LOG-IMMUTABLE",
      "LOG-ENCRYPTION",
      "LOG-ACCESS",
      "LOG-CAPACITY",
    ]) {
      expect(status.get(control), control).toBe("unknown");
    }
    for (const control of ["MON-DETECT", "MON-TAMPER", "CTL-CLOUDAPI", "PLAT-VERSION"]) {
      expect(status.get(control), control).toBe("pass");
    }
  });
});

describe("a stream that is on and has no destination left", () => {
  const LOGS = ["LOG-DELIVERED", "LOG-RETENTION", "LOG-CENTRAL", "LOG-IMMUTABLE"];

  it.each<[string, Trail]>([
    [
      "a stream of authentication decisions whose store is gone",
      deepTrail(aksTrail(), {
        routes: [route(["kube-audit"], "workspace"), route(["guard"], "former")],
        stores: [deepStore("workspace"), deepStore("former", { state: known("dead") })],
      }),
    ],
    [
      "a stream of which the catalogue knows no request, behind a filter that lets nothing through",
      deepTrail(gkeTrail(), {
        routes: [
          route(["activity"], "_Required"),
          route(["ADMIN_READ", "DATA_READ"], "_Default"),
          route(["DATA_WRITE"], "_Default", { id: "writes", filters: [filter("exclusion", "none")] }),
        ],
      }),
    ],
  ])("fails what is kept: %s", async (_, of) => {
    const found = await statuses(of);

    expect(LOGS.map((control) => found[control])).toEqual(["fail", "fail", "fail", "fail"]);
    expect(found["AUD-ENABLED"]).toBe("pass");
  });
});

describe("a stream of which the catalogue knows no request", () => {
  it("has a destination when a filter takes one kind of caller only", async () => {
    const noKubelets = filter("exclusion", (probe) => (probe.caller === "kubelet" ? "none" : "all"));
    const of = gkeTrail(undefined, {
      routes: [
        route(["activity"], "_Required"),
        route(["ADMIN_READ", "DATA_READ"], "_Default"),
        route(["DATA_WRITE"], "_Default", { id: "writes", filters: [noKubelets] }),
      ],
    });

    expect((await resultOf(of, "LOG-DELIVERED")).status).toBe("pass");
  });
});

describe("a store encrypted with a key that is disabled", () => {
  it("holds nothing that counts, and leaves what is recorded as it is", async () => {
    const of = deepTrail(eksTrail(), { stores: [deepStore("group", { readable: known(false) })] });

    expect(await statuses(of)).toMatchObject({
      "AUD-ENABLED": "pass",
      "LOG-DELIVERED": "fail",
      "LOG-RETENTION": "fail",
      "LOG-CENTRAL": "fail",
      "LOG-IMMUTABLE": "fail",
      "LOG-ENCRYPTION": "not-applicable",
    });
  });
});

describe("a queue that is not followed further", () => {
  const queue: Partial<Store> = { hotDays: refused("q"), totalDays: refused("q"), lock: refused("q") };

  it("is alive, and its days and lock are unknown", async () => {
    const of = deepTrail(aksTrail(), { stores: [deepStore("workspace", queue)] });

    expect(await statuses(of)).toMatchObject({
      "AUD-READS": "pass",
      "LOG-DELIVERED": "pass",
      "LOG-RETENTION": "unknown",
      "LOG-IMMUTABLE": "unknown",
      "LOG-CENTRAL": "pass",
    });
  });
});

describe("a store that only the user knows", () => {
  const declared = [{ store: "hub", hotDays: 400, totalDays: 400, note: "SIEM contract" }];
  const unread = { state: refused("x"), hotDays: refused("x"), totalDays: refused("x"), readable: refused("x") };

  it("gives LOG-* a weakness at best, and decides nothing that was not declared", async () => {
    const of = deepTrail(aksTrail(), {
      routes: [route(["kube-audit", "guard"], "hub")],
      stores: [deepStore("hub", { ...unread, lock: refused("x") })],
    });

    expect(await statuses(of, { declared })).toMatchObject({
      "LOG-CENTRAL": "warn",
      "LOG-ENCRYPTION": "warn",
      "LOG-ACCESS": "warn",
      "LOG-CAPACITY": "warn",
      "LOG-IMMUTABLE": "unknown",
    });
  });

  it("does not weaken what another store shows", async () => {
    const of = deepTrail(aksTrail(), {
      routes: [route(["kube-audit", "guard"], "workspace"), route(["kube-audit", "guard"], "hub")],
      stores: [deepStore("workspace"), deepStore("hub", unread)],
    });

    expect(await statuses(of, { declared })).toMatchObject({
      "LOG-RETENTION": "pass",
      "LOG-CENTRAL": "pass",
      "LOG-IMMUTABLE": "pass",
    });
  });
});

describe("a cluster being created", () => {
  it("has LOG-* unknown while the store is not there yet", async () => {
    const of = deepTrail(eksTrail({ cluster: cluster("eks", { state: "creating" }) }), {
      flow: refused("logs:DescribeLogStreams"),
      stores: [deepStore("group", { state: refused("logs:DescribeLogGroups"), madeOnDelivery: true })],
    });
    const found = await statuses(of);

    expect(found["AUD-ENABLED"]).toBe("pass");
    for (const control of ["LOG-FLOW", "LOG-CENTRAL", "LOG-IMMUTABLE", "LOG-ACCESS", "LOG-CAPACITY"]) {
      expect(found[control], control).toBe("unknown");
    }
  });
});

describe("a question that does not exist for a cluster", () => {
  it("is not applicable, with the reason", async () => {
    const none = { state: "not-applicable", reason: "this edition has no detection" } as const;
    const found = await resultOf(deepTrail(eksTrail(), { detection: none }), "MON-DETECT");

    expect(found).toMatchObject({ status: "not-applicable", message: "this edition has no detection." });
  });

  it("is left out of the worst over all stores", async () => {
    const none = { state: "not-applicable", reason: "has no cap" } as const;
    const of = deepTrail(eksTrail(), {
      routes: [route(["audit", "authenticator"], "group"), route(["audit"], "bucket")],
      stores: [deepStore("group"), deepStore("bucket", { capacity: none })],
    });

    expect((await resultOf(of, "LOG-CAPACITY")).status).toBe("pass");
  });
});

describe("a connected cluster", () => {
  it("has every control not applicable, those of the whole depth too", async () => {
    const { results } = await judge(deepTrail(eksTrail(), { elsewhere: "its control plane is not run by EKS" }));

    expect(results).toHaveLength(24);
    expect(results.every((result) => result.status === "not-applicable")).toBe(true);
  });
});

describe("stores that nothing leads to", () => {
  it("change no verdict", async () => {
    const bad = store("stray", { state: known("live"), access: known([{ kind: "open", text: "anybody" }]) });
    const of = deepTrail(eksTrail());

    expect(await statuses({ ...of, stores: [...of.stores, bad] })).toEqual(await statuses(of));
  });
});
