import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { known } from "../../src/model/fact.ts";
import type { Trail } from "../../src/model/trail.ts";
import { aksTrail, eksTrail, filter, gkeTrail, judge, refused, route, store, stream } from "../support/trails.ts";

interface Golden {
  readonly verdict: string;
  readonly levels: readonly string[];
}

const golden = JSON.parse(
  readFileSync(new URL("../conformance/activities-expected.json", import.meta.url), "utf8"),
) as { configurations: Record<string, Record<string, Golden>> };

/** Numbers of activities.md, section 3: activities, covered, degraded, blind, must covered, must. */
const CONFIGURATIONS: readonly (readonly [string, Trail, readonly number[]])[] = [
  ["EKS, audit on", eksTrail(), [62, 59, 3, 0, 42, 43]],
  ["GKE, all three Data Access types on", gkeTrail(), [61, 59, 2, 0, 42, 42]],
  ["GKE, Data Access off", gkeTrail([]), [61, 37, 9, 15, 25, 42]],
  ["AKS, kube-audit", aksTrail(["kube-audit"]), [61, 59, 2, 0, 42, 42]],
  ["AKS, kube-audit-admin only", aksTrail(["kube-audit-admin"]), [61, 38, 9, 14, 26, 42]],
];

describe.each(CONFIGURATIONS)("coverage of %s", (name, trail, numbers) => {
  it("has the published numbers", async () => {
    const { coverage, view } = await judge(trail);
    const rows = coverage.filter((row) => row.verdict !== "not-applicable");
    const must = view.coverage.filter((row) => row.activity.priority === "must" && row.verdict !== "not-applicable");
    const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;

    expect([
      rows.length,
      count("covered"),
      count("degraded"),
      count("blind"),
      must.filter((row) => row.verdict === "covered").length,
      must.length,
    ]).toEqual(numbers);
  });

  it("gives every activity its verdict, and every request its level", async () => {
    const { view } = await judge(trail);
    const found = view.coverage
      .filter((row) => row.verdict !== "not-applicable")
      .map((row) => {
        const requests = row.readings[0]?.requests ?? [];
        const levels = requests.map((request) => (request.fate.possible[0]?.kept === "none" ? "None" : request.level));
        return [row.activity.id, { verdict: row.verdict, levels }];
      });

    expect(Object.fromEntries(found)).toEqual(golden.configurations[name]);
  });
});

describe("a request on its way", () => {
  async function row(trail: Trail, activity: string) {
    const found = (await judge(trail)).coverage.find((candidate) => candidate.activity === activity);
    if (!found) throw new Error(`no activity ${activity}`);
    return found;
  }

  it("is lost at the policy, the stream, the route or the store", async () => {
    const excluded = [route(["audit"], "group", { filters: [filter("exclusion", "none")] })];
    const dead = [store("group", { state: known("dead") })];

    expect(await row(eksTrail(), "DI-VERSION")).toMatchObject({ verdict: "degraded", lostAt: "policy" });
    expect(await row(eksTrail({ streams: [stream("audit", known(false))] }), "EX-POD-CREATE")).toMatchObject({
      verdict: "blind",
      lostAt: "stream",
    });
    expect(await row(eksTrail({ routes: excluded }), "EX-POD-CREATE")).toMatchObject({
      verdict: "blind",
      lostAt: "route",
    });
    expect(await row(eksTrail({ stores: dead }), "EX-POD-CREATE")).toMatchObject({ verdict: "blind", lostAt: "store" });
  });

  it("is still recorded where the store is only made on the next delivery", async () => {
    expect(
      await row(eksTrail({ stores: [store("group", { state: known("absent") })] }), "EX-POD-CREATE"),
    ).toMatchObject({ verdict: "covered" });
  });

  it("counts in the best store", async () => {
    const routes = [
      route(["audit"], "a", { filters: [filter("exclusion", "none")] }),
      route(["audit"], "b", { filters: [filter("sample", "some")] }),
      route(["audit"], "c"),
    ];
    const stores = [store("a"), store("b"), store("c", { hotDays: known(7), totalDays: known(null) })];

    expect(await row(eksTrail({ routes, stores }), "EX-POD-CREATE")).toMatchObject({
      verdict: "covered",
      stores: ["c", "b"].toSorted(),
      hotDays: 400,
      totalDays: null,
    });
    expect(await row(eksTrail({ routes: routes.slice(0, 2), stores }), "EX-POD-CREATE")).toMatchObject({
      verdict: "degraded",
      lostAt: "route",
    });
  });

  it("is unknown when any link is, unless another way is known to work", async () => {
    const open = route(["audit"], "a", { filters: [filter("exclusion", "unknown")] });
    const stores = [store("a"), store("b", { state: refused("buckets.get") })];

    expect(await row(eksTrail({ routes: [open], stores }), "EX-POD-CREATE")).toMatchObject({ verdict: "unknown" });
    expect(await row(eksTrail({ routes: [route(["audit"], "b")], stores }), "EX-POD-CREATE")).toMatchObject({
      verdict: "unknown",
    });
    expect(
      await row(eksTrail({ streams: [stream("audit", refused("eks:DescribeCluster"))] }), "EX-POD-CREATE"),
    ).toMatchObject({ verdict: "unknown" });
    expect(
      await row(eksTrail({ routes: [open, route(["audit"], "c")], stores: [...stores, store("c")] }), "EX-POD-CREATE"),
    ).toMatchObject({ verdict: "covered" });
  });

  it("says nothing of days that are not known", async () => {
    const found = await row(
      eksTrail({ stores: [store("group", { totalDays: refused("x"), hotDays: refused("x") })] }),
      "EX-POD-CREATE",
    );

    expect(found).not.toHaveProperty("hotDays");
    expect(found).not.toHaveProperty("totalDays");
  });

  it("reports the lower level where sources conflict", async () => {
    expect(await row(eksTrail(), "PS-TOKENREQUEST")).toMatchObject({ verdict: "covered", level: "Metadata" });
  });
});

describe("reads on GKE", () => {
  it("are known to be recorded only when both types are on, unless they are lists or pod logs", async () => {
    const { coverage } = await judge(gkeTrail(["ADMIN_READ"]));
    const verdicts = Object.fromEntries(coverage.map((entry) => [entry.activity, entry.verdict]));

    expect(verdicts).toMatchObject({
      "CA-SECRET-LIST": "covered",
      "CA-SECRET-GET": "unknown",
      "CA-SECRET-WATCH": "unknown",
      "CO-POD-LOGS": "blind",
      "DI-INVENTORY": "covered",
      "DI-SELF-REVIEW": "covered",
    });
  });

  it("over WebSocket are disputed while Data Access is off", async () => {
    const { coverage } = await judge(gkeTrail([]));

    expect(coverage.find((entry) => entry.activity === "EX-EXEC-GET")).toMatchObject({
      verdict: "blind",
      basis: "disputed",
    });
    expect(coverage.find((entry) => entry.activity === "EX-EXEC-POST")).toMatchObject({
      verdict: "covered",
      basis: "documented",
    });
  });
});
