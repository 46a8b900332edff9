import { describe, expect, it } from "vitest";
import { known, type Fact } from "../../src/model/fact.ts";
import type { Rewriting, Trail } from "../../src/model/trail.ts";
import { judgeCluster } from "../../src/evaluate/judge-cluster.ts";
import type { CoverageMemo } from "../../src/trail/view.ts";
import {
  aksTrail,
  catalogue,
  cluster,
  eksTrail,
  filter,
  gkeTrail,
  judge,
  OPTIONS,
  refused,
  resultOf,
  route,
  statuses,
  store,
  stream,
  trail,
} from "../support/trails.ts";

/** Known to exist, and nobody read what it does. */
function rewriter(on: string): Fact<Rewriting> {
  return known({ unread: [{ call: "pipelines:Read", on, reason: "what it does is not read" }] });
}

const AUD = [
  "AUD-CHANGES",
  "AUD-READS",
  "AUD-SECRETS",
  "AUD-INTERACTIVE",
  "AUD-RBAC-BODY",
  "AUD-CREDENTIALS",
  "AUD-DENIED",
];

describe("a complete trail", () => {
  it.each([
    ["eks", eksTrail({ inapplicable: [{ activity: "PS-AWS-AUTH", reason: "access entries", holds: known(true) }] })],
    ["gke", gkeTrail()],
    ["aks", aksTrail()],
  ])("of %s passes every control, or does not know it", async (provider, of) => {
    const found = await statuses(of);

    expect(new Set(Object.values(found))).toEqual(new Set(provider === "gke" ? ["pass", "not-applicable"] : ["pass"]));
    expect(found["AUD-AUTHN"]).toBe(provider === "gke" ? "not-applicable" : "pass");
  });
});

describe("API audit stream off, or all its destinations dead", () => {
  const cases: readonly (readonly [string, Trail])[] = [
    ["off", eksTrail({ streams: [stream("audit", known(false)), stream("authenticator")] })],
    ["dead", aksTrail(["kube-audit", "guard"], { stores: [store("workspace", { state: known("dead") })] })],
  ];

  it.each(cases)("%s: AUD-* and LOG-* fail and follow from AUD-ENABLED", async (_, of) => {
    const { results } = await judge(of);
    const byControl = new Map(results.map((result) => [result.control, result]));

    for (const control of [...AUD, "LOG-DELIVERED", "LOG-RETENTION"]) {
      expect(byControl.get(control), control).toMatchObject({ status: "fail", causedBy: "AUD-ENABLED" });
    }
    expect(byControl.get("AUD-ENABLED")).toMatchObject({ status: "fail", severity: "critical" });
    expect(byControl.get("AUD-ENABLED")).not.toHaveProperty("causedBy");
    expect(byControl.get("AUD-NO-EXEMPTION")).toMatchObject({ status: "not-applicable" });
  });

  it("judges authentication by its own stream", async () => {
    expect((await resultOf(cases[0]?.[1] ?? eksTrail(), "AUD-AUTHN")).status).toBe("pass");
  });
});

describe("delivery", () => {
  it("fails when a stream that is on has no destination left", async () => {
    const disabled = gkeTrail(undefined, {
      routes: [
        route(["activity"], "_Required"),
        route(["ADMIN_READ", "DATA_READ", "DATA_WRITE"], "_Default", { enabled: known(false) }),
      ],
    });
    const found = await statuses(disabled);

    expect(found).toMatchObject({
      "LOG-DELIVERED": "fail",
      "LOG-RETENTION": "fail",
      "AUD-READS": "fail",
      "AUD-ENABLED": "pass",
    });
    expect(found["AUD-NO-EXEMPTION"]).toBe("pass");
  });

  it("fails when a filter lets nothing through", async () => {
    const nothing = gkeTrail(undefined, {
      routes: [
        route(["activity"], "_Required"),
        route(["ADMIN_READ", "DATA_READ", "DATA_WRITE"], "_Default", { filters: [filter("exclusion", "none")] }),
      ],
    });

    expect(await statuses(nothing)).toMatchObject({
      "LOG-DELIVERED": "fail",
      "LOG-RETENTION": "fail",
      "AUD-NO-EXEMPTION": "fail",
    });
  });

  it("warns about a dead destination beside a live one, and names it", async () => {
    const two = aksTrail(["kube-audit"], {
      routes: [route(["kube-audit"], "workspace"), route(["kube-audit"], "former")],
      stores: [store("workspace"), store("former", { state: known("dead"), stateReason: "it was deleted" })],
    });
    const found = await resultOf(two, "LOG-DELIVERED");

    expect(found).toMatchObject({ status: "warn", severity: "high" });
    expect(found.message).toContain("former (it was deleted)");
  });

  it("leaves AUD-* as they are where EKS makes the missing log group itself", async () => {
    const found = await statuses(eksTrail({ stores: [store("group", { state: known("absent") })] }));

    expect(found).toMatchObject({
      "AUD-ENABLED": "pass",
      "AUD-CHANGES": "pass",
      "LOG-DELIVERED": "fail",
      "LOG-RETENTION": "fail",
    });
  });

  it("fails when the key of the store is disabled", async () => {
    const found = await statuses(eksTrail({ stores: [store("group", { readable: known(false) })] }));

    expect(found).toMatchObject({ "AUD-ENABLED": "pass", "LOG-DELIVERED": "fail", "LOG-RETENTION": "fail" });
  });

  it("is unknown when a destination cannot be read, and so is everything that depends on it", async () => {
    const of = aksTrail(["kube-audit"], {
      stores: [
        store("workspace", {
          state: refused("workspaces/read", "w"),
          hotDays: refused("workspaces/read", "w"),
          totalDays: refused("workspaces/read", "w"),
        }),
      ],
    });
    const found = await judge(of);

    for (const control of ["AUD-ENABLED", ...AUD, "LOG-DELIVERED", "LOG-RETENTION"]) {
      expect(
        found.results.find((result) => result.control === control),
        control,
      ).toMatchObject({ status: "unknown", missing: ["workspaces/read"] });
    }
  });
});

describe("retention", () => {
  function kept(hot: Fact<number | null>, total: Fact<number | null> = hot): Trail {
    return eksTrail({ stores: [store("group", { hotDays: hot, totalDays: total })] });
  }

  it.each([
    ["for ever", known(null), known(null), "pass"],
    ["long enough", known(365), known(365), "pass"],
    ["exactly as long as asked", known(90), known(365), "pass"],
    ["a day too short in the hot store", known(89), known(365), "fail"],
    ["a day too short in total", known(90), known(364), "fail"],
    ["for ever, but never hot", known(0), known(null), "fail"],
    ["for a time that could not be read", refused("x"), refused("x"), "unknown"],
    ["too short in total, whatever is hot", refused("x"), known(364), "fail"],
  ] as const)("kept %s", async (_, hot, total, status) => {
    expect((await resultOf(kept(hot, total), "LOG-RETENTION")).status).toBe(status);
  });

  it("takes the best hot store and the best store for the total, which may be two", async () => {
    const two = eksTrail({
      routes: [route(["audit", "authenticator"], "group"), route(["audit", "authenticator"], "bucket")],
      stores: [
        store("group", { hotDays: known(90), totalDays: known(90) }),
        store("bucket", { hotDays: known(0), totalDays: known(2000) }),
      ],
    });

    expect((await resultOf(two, "LOG-RETENTION")).status).toBe("pass");
  });

  it("takes the worst stream that is on", async () => {
    const short = gkeTrail(undefined, {
      stores: [store("_Required"), store("_Default", { hotDays: known(30), totalDays: known(30) })],
    });

    expect((await resultOf(short, "LOG-RETENTION")).status).toBe("fail");
    expect((await resultOf({ ...short, streams: gkeTrail([]).streams }, "LOG-RETENTION")).status).toBe("pass");
  });

  it("counts the authentication stream", async () => {
    const apart = aksTrail(["kube-audit", "guard"], {
      routes: [route(["kube-audit"], "workspace"), route(["guard"], "short")],
      stores: [store("workspace"), store("short", { hotDays: known(30), totalDays: known(30) })],
    });

    expect((await resultOf(apart, "LOG-RETENTION")).status).toBe("fail");
  });

  it("passes on one destination known to be enough, whatever else is unknown", async () => {
    const beside = eksTrail({
      routes: [route(["audit", "authenticator"], "group"), route(["audit", "authenticator"], "hub")],
      stores: [store("group"), store("hub", { hotDays: refused("x"), totalDays: refused("x"), state: refused("x") })],
    });

    expect((await resultOf(beside, "LOG-RETENTION")).status).toBe("pass");
    expect(
      (
        await resultOf(
          { ...beside, stores: [store("group", { totalDays: known(30) }), ...beside.stores.slice(1)] },
          "LOG-RETENTION",
        )
      ).status,
    ).toBe("unknown");
  });

  it("does not count what a sampled copy keeps", async () => {
    const sampled = eksTrail({
      routes: [
        route(["audit", "authenticator"], "group"),
        route(["audit", "authenticator"], "copy", { filters: [filter("sample", "some")] }),
      ],
      stores: [store("group", { hotDays: known(30), totalDays: known(30) }), store("copy")],
    });

    expect((await resultOf(sampled, "LOG-RETENTION")).status).toBe("fail");
  });

  it("is unknown, not failed, while an unreadable folder may keep a copy; a pass stands", async () => {
    const unseenRoutes = [
      {
        streams: ["activity", "ADMIN_READ", "DATA_READ", "DATA_WRITE"],
        fact: refused("logging.sinks.list"),
        mayTakeAway: [],
      },
    ];
    const short = { stores: [store("_Required"), store("_Default", { hotDays: known(30), totalDays: known(30) })] };

    expect(await resultOf(gkeTrail(undefined, { ...short, unseenRoutes }), "LOG-RETENTION")).toMatchObject({
      status: "unknown",
      missing: ["logging.sinks.list"],
    });
    expect((await resultOf(gkeTrail(undefined, { unseenRoutes }), "LOG-RETENTION")).status).toBe("pass");
  });
});

describe("an interceptor that may exist", () => {
  it("makes what passes through _Default unknown, and not what rests in _Required", async () => {
    const streams = ["activity", "ADMIN_READ", "DATA_READ", "DATA_WRITE"];
    const base = gkeTrail();
    const taken = base.routes.find((one) => one.store === "_Default")?.id ?? "";
    const found = await statuses({
      ...base,
      unseenRoutes: [{ streams, fact: refused("logging.sinks.list"), mayTakeAway: [taken] }],
    });

    expect(found).toMatchObject({
      "AUD-READS": "unknown",
      "AUD-CHANGES": "pass",
      "AUD-RBAC-BODY": "pass",
      "AUD-ENABLED": "pass",
    });
  });
});

describe("exemptions", () => {
  const member = filter("exemption", (probe) => (probe.caller === "human" ? "some" : "all"));

  it("fail when a member is exempted, wherever", async () => {
    const of = gkeTrail(undefined, {
      streams: gkeTrail().streams.map((one) => ({ ...one, exemptions: known(one.id === "DATA_READ" ? [member] : []) })),
    });

    expect((await resultOf(of, "AUD-NO-EXEMPTION")).status).toBe("fail");
  });

  it("are unknown when a folder cannot be read, and spoil nothing else", async () => {
    const of = gkeTrail(undefined, {
      streams: gkeTrail().streams.map((one) =>
        one.id === "activity"
          ? one
          : { ...one, exemptions: refused("resourcemanager.folders.getIamPolicy", "folders/1") },
      ),
    });

    expect(await statuses(of)).toMatchObject({
      "AUD-NO-EXEMPTION": "unknown",
      "AUD-READS": "pass",
      "AUD-SECRETS": "pass",
    });
  });

  it("warn when an exclusion takes from one store what another holds", async () => {
    const of = eksTrail({
      routes: [
        route(["audit", "authenticator"], "group"),
        route(["audit"], "copy", { filters: [filter("exclusion", "some")] }),
      ],
      stores: [store("group"), store("copy")],
    });

    expect((await resultOf(of, "AUD-NO-EXEMPTION")).status).toBe("warn");
  });

  it("warn when only requests outside the catalogue are dropped", async () => {
    const of = eksTrail({
      routes: [
        route(["audit", "authenticator"], "group", {
          filters: [{ ...filter("exclusion", "all"), dropsOthers: () => known(true) }],
        }),
      ],
    });

    expect((await resultOf(of, "AUD-NO-EXEMPTION")).status).toBe("warn");
  });

  it("warn when bodies are cut in the only destination", async () => {
    const cut = aksTrail(["kube-audit"], {
      routes: [route(["kube-audit"], "workspace", { cutsBodies: "cuts records at 16 KiB" })],
    });
    const beside = {
      ...cut,
      routes: [...cut.routes, route(["kube-audit"], "whole")],
      stores: [...cut.stores, store("whole")],
    };

    expect((await resultOf(cut, "AUD-NO-EXEMPTION")).status).toBe("warn");
    expect((await resultOf(beside, "AUD-NO-EXEMPTION")).status).toBe("pass");
  });

  it("do not count a selection: what a copy leaves out is simply not there", async () => {
    const of = eksTrail({
      routes: [
        route(["audit", "authenticator"], "group"),
        route(["audit"], "copy", { filters: [filter("selection", "none")] }),
      ],
      stores: [store("group"), store("copy")],
    });

    expect((await resultOf(of, "AUD-NO-EXEMPTION")).status).toBe("pass");
  });

  it("are unknown where a rewriter may exist and cannot be read, and nothing else is", async () => {
    const found = await statuses(eksTrail({ rewriting: refused("observabilityadmin:ListTelemetryPipelines") }));

    expect(found).toMatchObject({
      "AUD-NO-EXEMPTION": "unknown",
      "AUD-READS": "pass",
      "LOG-DELIVERED": "pass",
      "LOG-RETENTION": "pass",
    });
  });

  it("leave everything behind a rewriter open that is known to exist and cannot be read", async () => {
    const found = await statuses(eksTrail({ rewriting: rewriter("a") }));

    expect(found).toMatchObject({
      "AUD-ENABLED": "pass",
      "AUD-NO-EXEMPTION": "unknown",
      "AUD-READS": "unknown",
      "AUD-CHANGES": "unknown",
      "AUD-AUTHN": "unknown",
      "LOG-DELIVERED": "unknown",
      "LOG-RETENTION": "unknown",
    });
  });

  it("name the cluster that is meant, not another one behind a rewriter", async () => {
    const [all, memo] = [await catalogue(), new Map() as CoverageMemo];
    const of = ["a", "b"].map((id) => eksTrail({ cluster: cluster("eks", { id }), rewriting: rewriter(id) }));
    const judged = of.map((one) => judgeCluster(one, () => undefined, all, OPTIONS, "2026-11-24", memo));
    const messages = judged.map(({ results }) => results.find(({ control }) => control === "AUD-READS")?.message);

    expect(messages).toEqual([expect.stringContaining("on a)"), expect.stringContaining("on b)")]);
  });

  it("name what would tell what a rewriter does", async () => {
    for (const control of ["AUD-NO-EXEMPTION", "AUD-READS", "LOG-RETENTION"]) {
      const { missing, message } = await resultOf(eksTrail({ rewriting: rewriter("a") }), control);
      expect([control, missing]).toEqual([control, ["pipelines:Read"]]);
      expect(message).toContain("what it does is not read");
    }
  });

  it("fail the record of logins that is dropped whole on its way", async () => {
    const of = aksTrail(["kube-audit", "guard"], {
      routes: [
        route(["kube-audit"], "workspace", { id: "audit" }),
        route(["guard"], "workspace", { id: "guard", filters: [filter("transformation", "none")] }),
      ],
    });

    expect(await statuses(of)).toMatchObject({ "AUD-AUTHN": "fail", "LOG-DELIVERED": "fail" });
  });

  it("warn when a policy masks parts of the entries", async () => {
    expect((await resultOf(eksTrail({ rewriting: known("masks") }), "AUD-NO-EXEMPTION")).status).toBe("warn");
  });
});

describe("GKE with Data Access off", () => {
  it("fails what is read, and warns where the sources conflict", async () => {
    const { results } = await judge(gkeTrail([]));
    const found = new Map(results.map((result) => [result.control, result]));

    expect(found.get("AUD-READS")).toMatchObject({ status: "fail" });
    expect(found.get("AUD-SECRETS")).toMatchObject({ status: "fail" });
    expect(found.get("AUD-DENIED")).toMatchObject({ status: "fail" });
    expect(found.get("AUD-INTERACTIVE")).toMatchObject({ status: "warn", basis: "disputed", severity: "medium" });
    expect(found.get("AUD-CHANGES")).toMatchObject({ status: "pass" });
  });
});

describe("AKS with kube-audit-admin alone", () => {
  it("fails reads, Secrets and sessions, and keeps changes", async () => {
    expect(await statuses(aksTrail(["kube-audit-admin"]))).toMatchObject({
      "AUD-ENABLED": "pass",
      "AUD-CHANGES": "pass",
      "AUD-READS": "fail",
      "AUD-SECRETS": "fail",
      "AUD-INTERACTIVE": "fail",
      "AUD-DENIED": "fail",
      "AUD-AUTHN": "fail",
    });
  });
});

describe("aws-auth", () => {
  async function bodyOf(holds: Fact<boolean>): Promise<string> {
    return (
      await resultOf(
        eksTrail({ inapplicable: [{ activity: "PS-AWS-AUTH", reason: "access entries", holds }] }),
        "AUD-RBAC-BODY",
      )
    ).status;
  }

  it("is a weakness where it is in use, none where it is not, and unknown where the mode is", async () => {
    expect(await bodyOf(known(false))).toBe("warn");
    expect(await bodyOf(known(true))).toBe("pass");
    expect(await bodyOf(refused("eks:DescribeCluster"))).toBe("unknown");
  });
});

describe("a connected cluster", () => {
  it("has every control not applicable, with the reason", async () => {
    const { results } = await judge(
      trail("eks", {
        elsewhere: "the control plane is not run by EKS",
        cluster: cluster("eks", { state: "connected" }),
      }),
    );

    expect(results.every((result) => result.status === "not-applicable")).toBe(true);
    expect(results[0]?.message).toBe("the control plane is not run by EKS.");
  });
});

describe("what the user declares", () => {
  const hub = aksTrail(["kube-audit", "guard"], {
    stores: [store("workspace", { hotDays: refused("x"), totalDays: refused("x"), state: refused("x") })],
  });
  const declared = [{ store: "work*", hotDays: 400, totalDays: 400, note: "SIEM contract" }];

  it("lifts an unknown of AUD-* to pass, and one of LOG-* to warn at best", async () => {
    const { results } = await judge(hub, { declared });
    const found = new Map(results.map((result) => [result.control, result]));

    expect(found.get("AUD-READS")).toMatchObject({ status: "pass", basis: "declared" });
    expect(found.get("LOG-RETENTION")).toMatchObject({ status: "warn", basis: "declared" });
    expect(found.get("LOG-DELIVERED")).toMatchObject({ status: "warn", basis: "declared" });
  });

  it("never overrules what was read", async () => {
    const short = aksTrail(["kube-audit"], {
      stores: [store("workspace", { hotDays: known(30), totalDays: known(30) })],
    });

    expect((await resultOf(short, "LOG-RETENTION", { declared })).status).toBe("fail");
  });
});

describe("a waiver", () => {
  const off = eksTrail({ streams: [stream("audit", known(false)), stream("authenticator")] });
  const waiver = { control: "AUD-ENABLED", cluster: "*", reason: "test bed", owner: "platform", until: "2026-11-24" };

  it("marks the result up to and including its last day, and leaves the status visible", async () => {
    expect(await resultOf(off, "AUD-ENABLED", { waivers: [waiver] })).toMatchObject({
      status: "fail",
      waiver: { owner: "platform" },
    });
  });

  it("counts for nothing once it has expired, or for another control or cluster", async () => {
    for (const change of [{ until: "2026-11-23" }, { control: "LOG-RETENTION" }, { cluster: "other*" }]) {
      expect(await resultOf(off, "AUD-ENABLED", { waivers: [{ ...waiver, ...change }] })).not.toHaveProperty("waiver");
    }
  });
});
