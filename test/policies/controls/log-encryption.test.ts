import { describe, expect, it } from "vitest";
import { known } from "../../../src/model/fact.ts";
import type { Store, Trail } from "../../../src/model/trail.ts";
import { deepStore, deepTrail, eksTrail, filter, refused, resultOf, route, stream } from "../../support/trails.ts";

const BOTH = ["audit", "authenticator"];
const KEYED = { customerKey: known(true) };
const PLAIN = { customerKey: known(false) };

function pair(group: Partial<Store>, bucket: Partial<Store>, streams = BOTH): Trail {
  return deepTrail(eksTrail(), {
    routes: [route(BOTH, "group"), route(streams, "bucket")],
    stores: [deepStore("group", group), deepStore("bucket", bucket)],
  });
}

async function statusOf(of: Trail): Promise<string> {
  return (await resultOf(of, "LOG-ENCRYPTION")).status;
}

describe("LOG-ENCRYPTION", () => {
  it("passes with a key of the customer, warns without, and never fails", async () => {
    expect(await statusOf(deepTrail(eksTrail(), { stores: [deepStore("group", KEYED)] }))).toBe("pass");
    expect(
      await resultOf(deepTrail(eksTrail(), { stores: [deepStore("group", PLAIN)] }), "LOG-ENCRYPTION"),
    ).toMatchObject({ status: "warn", severity: "low" });
  });

  it("is unknown when the key may not be read", async () => {
    const of = deepTrail(eksTrail(), {
      stores: [deepStore("group", { customerKey: refused("logs:DescribeLogGroups") })],
    });

    expect(await resultOf(of, "LOG-ENCRYPTION")).toMatchObject({
      status: "unknown",
      missing: ["logs:DescribeLogGroups"],
    });
  });

  it("asks for the key of the best hot store and of the best store in all", async () => {
    const short = { hotDays: known(90), totalDays: known(90) };
    const long = { hotDays: known(0), totalDays: known(2000) };

    expect(await statusOf(pair({ ...short, ...KEYED }, { ...long, ...KEYED }))).toBe("pass");
    expect(await statusOf(pair({ ...short, ...KEYED }, { ...long, ...PLAIN }))).toBe("warn");
    expect(await statusOf(pair({ ...short, ...PLAIN }, { ...long, ...KEYED }))).toBe("warn");
  });

  it("warns when only a copy that is kept for less has the key, and names both", async () => {
    const found = await resultOf(pair(PLAIN, { ...KEYED, hotDays: known(30), totalDays: known(30) }), "LOG-ENCRYPTION");

    expect(found.status).toBe("warn");
    expect(found.message).toBe("Not encrypted under a key of the customer where it counts: group, while bucket is.");
  });

  it("takes either of two stores that keep records equally long", async () => {
    expect(await statusOf(pair(PLAIN, KEYED))).toBe("pass");
  });

  it("does not mind a copy without a key that is kept for less", async () => {
    expect(await statusOf(pair(KEYED, { ...PLAIN, hotDays: known(30), totalDays: known(30) }))).toBe("pass");
  });

  it("is unknown while it cannot be told which store counts", async () => {
    const unread = { hotDays: refused("x"), totalDays: refused("x") };

    expect(await statusOf(pair(KEYED, { ...PLAIN, ...unread }))).toBe("unknown");
    expect(await statusOf(pair(KEYED, { ...KEYED, ...unread }))).toBe("pass");
  });

  it("does not count a keyed store that holds another stream or a part only", async () => {
    const long = { ...KEYED, hotDays: known(null), totalDays: known(null) };
    const sampled = pair(PLAIN, long);
    const routes = sampled.routes.map((one) =>
      one.store === "bucket" ? { ...one, filters: [filter("sample", "some")] } : one,
    );

    expect(await statusOf(pair(PLAIN, long, ["authenticator"]))).toBe("warn");
    expect(await statusOf({ ...sampled, routes })).toBe("warn");
  });

  it("has nothing to ask where no store holds anything yet", async () => {
    const absent = deepTrail(eksTrail(), { stores: [deepStore("group", { state: known("absent") })] });

    expect(await resultOf(absent, "LOG-ENCRYPTION")).toMatchObject({ status: "not-applicable" });
  });

  it("has nothing to ask while nothing leaves the control plane", async () => {
    const off = deepTrail(eksTrail({ streams: [stream("audit", known(false)), stream("authenticator")] }));

    expect(await resultOf(off, "LOG-ENCRYPTION")).toMatchObject({ status: "not-applicable", causedBy: "AUD-ENABLED" });
  });
});
