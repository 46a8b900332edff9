import { describe, expect, it } from "vitest";
import { known } from "../../../src/model/fact.ts";
import { deepTrail, eksTrail, refused, resultOf } from "../../support/trails.ts";

describe("PLAT-VERSION", () => {
  it.each([
    ["standard", "pass", "is in standard support"],
    ["ending", "warn", "ends soon"],
    ["extended", "warn", "past standard support"],
    ["unsupported", "fail", "not supported any more"],
  ] as const)("judges %s support", async (support, status, text) => {
    const found = await resultOf(deepTrail(eksTrail(), { platform: known({ support }) }), "PLAT-VERSION");

    expect(found.status).toBe(status);
    expect(found.message).toContain(text);
  });

  it("says until when, where it is known", async () => {
    const of = deepTrail(eksTrail(), { platform: known({ support: "extended", until: "2027-03-23" }) });

    expect((await resultOf(of, "PLAT-VERSION")).message).toBe(
      "Kubernetes 1.34 is past standard support, in extended support (until 2027-03-23).",
    );
  });

  it("is unknown when the versions may not be read", async () => {
    const of = deepTrail(eksTrail(), { platform: refused("eks:DescribeClusterVersions") });

    expect(await resultOf(of, "PLAT-VERSION")).toMatchObject({
      status: "unknown",
      missing: ["eks:DescribeClusterVersions"],
    });
  });
});
