import { describe, expect, it } from "vitest";
import { known, type Fact } from "../../../src/model/fact.ts";
import type { Lock, Store, Trail } from "../../../src/model/trail.ts";
import {
  aksTrail,
  deepStore,
  deepTrail,
  eksTrail,
  filter,
  gkeTrail,
  refused,
  resultOf,
  route,
  stream,
} from "../../support/trails.ts";

function locked(days: number | null): Fact<Lock> {
  return known({ strength: "locked", days });
}

const REMOVABLE: Fact<Lock> = known({ strength: "removable", days: null });
const NONE: Fact<Lock> = known({ strength: "none", days: 0 });
const BOTH = ["audit", "authenticator"];

function single(lock: Fact<Lock>): Trail {
  return deepTrail(eksTrail(), { stores: [deepStore("group", { lock })] });
}

/** A second store beside the first one. */
function pair(first: Fact<Lock>, second: Fact<Lock>, streams = BOTH): Trail {
  return deepTrail(eksTrail(), {
    routes: [route(BOTH, "group"), route(streams, "bucket")],
    stores: [deepStore("group", { lock: first }), deepStore("bucket", { lock: second })],
  });
}

async function statusOf(of: Trail): Promise<string> {
  return (await resultOf(of, "LOG-IMMUTABLE")).status;
}

/** What makes a store hold nothing of use. */
const WORTHLESS: readonly (readonly [string, Partial<Store>])[] = [
  ["dead", { state: known("dead") }],
  ["about to be made again", { state: known("absent") }],
  ["encrypted under a disabled key", { readable: known(false) }],
];

describe("LOG-IMMUTABLE", () => {
  it.each([
    ["for ever", locked(null), "pass"],
    ["for exactly the total", locked(365), "pass"],
    ["for a day less", locked(364), "warn"],
    ["until somebody takes the lock off", REMOVABLE, "warn"],
    ["not at all", NONE, "fail"],
    ["in a way that may not be read", refused("s3:GetBucketObjectLockConfiguration"), "unknown"],
  ] as const)("judges a store that is locked %s", async (_, lock, status) => {
    expect(await statusOf(single(lock))).toBe(status);
  });

  it("takes the best store, wherever it stands", async () => {
    expect(await statusOf(pair(NONE, locked(400)))).toBe("pass");
    expect(await statusOf(pair(locked(400), NONE))).toBe("pass");
    expect(await statusOf(pair(NONE, REMOVABLE))).toBe("warn");
  });

  it("does not count a locked store that another stream goes to", async () => {
    expect(await statusOf(pair(NONE, locked(400), ["authenticator"]))).toBe("fail");
    expect(await statusOf(pair(NONE, locked(400), ["audit"]))).toBe("fail");
  });

  it("does not count a locked copy that is sampled, while another store holds all", async () => {
    const sampled = pair(NONE, locked(400));
    const routes = sampled.routes.map((one) =>
      one.store === "bucket" ? { ...one, filters: [filter("sample", "some")] } : one,
    );

    expect(await statusOf({ ...sampled, routes })).toBe("fail");
  });

  it("counts a sampled copy where the store that would hold all is dead", async () => {
    const sampled = pair(NONE, locked(400));
    const routes = sampled.routes.map((one) =>
      one.store === "bucket" ? { ...one, filters: [filter("sample", "some")] } : one,
    );
    const [, bucket] = sampled.stores;
    const stores = [deepStore("group", { state: known("dead") }), ...(bucket ? [bucket] : [])];

    expect(await statusOf({ ...sampled, routes, stores })).toBe("pass");
  });

  it("takes the worst stream that is on", async () => {
    const of = deepTrail(gkeTrail(), {
      stores: [deepStore("_Required", { lock: locked(400) }), deepStore("_Default", { lock: NONE })],
    });

    expect(await statusOf(of)).toBe("fail");
    expect(await statusOf({ ...of, streams: gkeTrail([]).streams })).toBe("pass");
  });

  it.each(WORTHLESS)("does not count the lock of a store that is %s", async (_, rest) => {
    const of = pair(NONE, locked(400));

    expect(await statusOf({ ...of, stores: [deepStore("group", { lock: NONE }), deepStore("bucket", rest)] })).toBe(
      "fail",
    );
  });

  it("passes on one store known to be locked, whatever else is unknown", async () => {
    expect(await statusOf(pair(refused("x"), locked(400)))).toBe("pass");
    expect(await statusOf(pair(REMOVABLE, refused("x")))).toBe("unknown");
  });

  it("says what protects each store", async () => {
    const found = await resultOf(pair(NONE, locked(100)), "LOG-IMMUTABLE");

    expect(found).toMatchObject({ status: "warn", severity: "medium" });
    expect(found.message).toContain("group has no lock and bucket is locked for 100 days");
    expect(found.message).toContain("pci-dss-4.0.1 asks for 365 days");
  });

  it("turns a fail into unknown while a copy may exist that could not be read, and leaves warn and pass", async () => {
    const unseenRoutes = [{ streams: BOTH, fact: refused("logs:DescribeSubscriptionFilters"), mayTakeAway: [] }];

    expect(await statusOf({ ...single(NONE), unseenRoutes })).toBe("unknown");
    expect(await statusOf({ ...single(REMOVABLE), unseenRoutes })).toBe("warn");
    expect(await statusOf({ ...single(locked(null)), unseenRoutes })).toBe("pass");
  });

  it("follows the requirement set", async () => {
    const requirements = { id: "stig", hotDays: 30, totalDays: 30 };

    expect((await resultOf(single(locked(30)), "LOG-IMMUTABLE", { requirements })).status).toBe("pass");
  });

  it("is a weakness at best in a store whose state the user declares", async () => {
    const hub = deepTrail(aksTrail(), { stores: [deepStore("workspace", { state: refused("x") })] });
    const declared = [{ store: "workspace", hotDays: 400, totalDays: 400, note: "SIEM contract" }];

    expect(await resultOf(hub, "LOG-IMMUTABLE", { declared })).toMatchObject({ status: "warn", basis: "declared" });
  });

  it("fails and follows from AUD-ENABLED while nothing leaves the control plane", async () => {
    const off = { ...single(locked(null)), streams: [stream("audit", known(false)), stream("authenticator")] };

    expect(await resultOf(off, "LOG-IMMUTABLE")).toMatchObject({ status: "fail", causedBy: "AUD-ENABLED" });
  });
});
