import { describe, expect, it } from "vitest";
import { known, type Fact } from "../../../src/model/fact.ts";
import type { AccessIssue, Route, Trail } from "../../../src/model/trail.ts";
import { deepStore, deepTrail, eksTrail, filter, refused, resultOf, route, stream } from "../../support/trails.ts";

const FINE: Fact<readonly AccessIssue[]> = known([]);
const WEAK: Fact<readonly AccessIssue[]> = known([{ kind: "weak", text: "shared keys are allowed" }]);
const OPEN: Fact<readonly AccessIssue[]> = known([
  { kind: "weak", text: "reads leave no trace" },
  { kind: "open", text: "anybody may read it" },
]);
const BOTH = ["audit", "authenticator"];

function pair(
  group: Fact<readonly AccessIssue[]>,
  bucket: Fact<readonly AccessIssue[]>,
  way: Partial<Route> = {},
): Trail {
  return deepTrail(eksTrail(), {
    routes: [route(BOTH, "group"), route(BOTH, "bucket", way)],
    stores: [deepStore("group", { access: group }), deepStore("bucket", { access: bucket })],
  });
}

async function statusOf(of: Trail): Promise<string> {
  return (await resultOf(of, "LOG-ACCESS")).status;
}

describe("LOG-ACCESS", () => {
  it.each([
    ["fine", FINE, FINE, "pass"],
    ["weak in the second one", FINE, WEAK, "warn"],
    ["open by the second of its issues", FINE, OPEN, "fail"],
    ["open beside a weak one", OPEN, WEAK, "fail"],
    ["not to be read", FINE, refused("s3:GetBucketPolicyStatus"), "unknown"],
    ["weak beside one that may not be read", WEAK, refused("x"), "unknown"],
    ["open beside one that may not be read", OPEN, refused("x"), "fail"],
  ] as const)("judges stores of which access is %s", async (_, group, bucket, status) => {
    expect(await statusOf(pair(group, bucket))).toBe(status);
  });

  it("names the stores and what is wrong with them", async () => {
    expect((await resultOf(pair(WEAK, OPEN), "LOG-ACCESS")).message).toBe(
      "Open to anybody: bucket (anybody may read it).",
    );
    expect((await resultOf(pair(WEAK, FINE), "LOG-ACCESS")).message).toBe(
      "Can be read by means that leave little trace: group (shared keys are allowed).",
    );
    expect((await resultOf(pair(FINE, FINE), "LOG-ACCESS")).message).toContain("group and bucket");
  });

  it("asks only for stores that take something", async () => {
    expect(await statusOf(pair(FINE, OPEN, { enabled: known(false) }))).toBe("pass");
    expect(await statusOf(pair(FINE, OPEN, { filters: [filter("selection", "none")] }))).toBe("pass");
    expect(await statusOf(pair(FINE, OPEN, { filters: [filter("selection", "some")] }))).toBe("fail");
    expect(await statusOf(pair(FINE, OPEN, { streams: ["authenticator"] }))).toBe("fail");
    expect(
      await statusOf({
        ...pair(FINE, FINE),
        stores: [deepStore("group"), deepStore("bucket", { access: OPEN, state: known("dead") })],
      }),
    ).toBe("pass");
  });

  it("does not ask for a store that only a stream leads to which is off", async () => {
    const of = pair(FINE, OPEN, { streams: ["authenticator"] });

    expect(await statusOf({ ...of, streams: [stream("audit"), stream("authenticator", known(false))] })).toBe("pass");
  });

  it("is open while it is not known whether an open store takes anything", async () => {
    expect(await statusOf(pair(FINE, OPEN, { enabled: refused("x") }))).toBe("unknown");
  });

  it("has nothing to ask where no store takes anything", async () => {
    const absent = deepTrail(eksTrail(), { stores: [deepStore("group", { access: OPEN, state: known("absent") })] });
    const off = deepTrail(eksTrail({ streams: [stream("audit", known(false)), stream("authenticator")] }), {
      stores: [deepStore("group", { access: OPEN })],
    });

    expect(await resultOf(absent, "LOG-ACCESS")).toMatchObject({ status: "not-applicable" });
    expect(await resultOf(off, "LOG-ACCESS")).toMatchObject({ status: "not-applicable", causedBy: "AUD-ENABLED" });
  });
});
