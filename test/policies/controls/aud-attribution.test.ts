import { describe, expect, it } from "vitest";
import { known, type Fact } from "../../../src/model/fact.ts";
import type { Attribution, Trail } from "../../../src/model/trail.ts";
import { aksTrail, cluster, deepTrail, eksTrail, gkeTrail, refused, resultOf, stream } from "../../support/trails.ts";

function of(version: string | null, attribution: Fact<Attribution> = known("personal")): Trail {
  return deepTrail(aksTrail(undefined, { cluster: cluster("aks", { version }) }), { attribution });
}

describe("AUD-ATTRIBUTION", () => {
  it.each([
    ["1.34", "pass"],
    ["1.32", "pass"],
    ["v1.32.4-gke.1000", "pass"],
    ["1.31", "warn"],
    ["1.30.9", "warn"],
    ["1.29", "fail"],
    ["1.9", "fail"],
    ["2.0", "pass"],
    [null, "unknown"],
    ["latest", "unknown"],
  ])("judges the ids that records of version %s carry", async (version, status) => {
    expect((await resultOf(of(version), "AUD-ATTRIBUTION")).status).toBe(status);
  });

  it.each([
    ["personal", "pass"],
    ["mixed", "warn"],
    ["shared", "fail"],
  ] as const)("judges %s credentials", async (attribution, status) => {
    expect((await resultOf(of("1.34", known(attribution)), "AUD-ATTRIBUTION")).status).toBe(status);
  });

  it("takes the worst of both", async () => {
    expect((await resultOf(of("1.31", known("shared")), "AUD-ATTRIBUTION")).status).toBe("fail");
    expect((await resultOf(of("1.29", refused("x")), "AUD-ATTRIBUTION")).status).toBe("fail");
    expect((await resultOf(of("1.34", known("mixed")), "AUD-ATTRIBUTION")).message).toBe(
      "In Kubernetes 1.34 ids of tokens and certificates are in the record; credentials that several may share can be used beside personal ones.",
    );
  });

  it("is unknown when the ways to log in may not be read", async () => {
    expect(await resultOf(of("1.34", refused("managedClusters/read")), "AUD-ATTRIBUTION")).toMatchObject({
      status: "unknown",
      missing: ["managedClusters/read"],
    });
  });

  it("is a weakness at best where the profile says so, and says why", async () => {
    const found = await resultOf(deepTrail(gkeTrail()), "AUD-ATTRIBUTION");

    expect(found).toMatchObject({ status: "warn", severity: "low", basis: "inferred" });
    expect(found.message).toContain("no uid");
    expect((await resultOf(deepTrail(gkeTrail(), { attribution: known("shared") }), "AUD-ATTRIBUTION")).status).toBe(
      "fail",
    );
  });

  it("is no worse for two weaknesses than for one", async () => {
    const older = deepTrail(gkeTrail(), { cluster: cluster("gke", { version: "1.31" }) });

    expect((await resultOf(older, "AUD-ATTRIBUTION")).status).toBe("warn");
  });

  it("has no record to attribute while nothing leaves the control plane", async () => {
    const off = deepTrail(eksTrail({ streams: [stream("audit", known(false)), stream("authenticator")] }), {
      attribution: known("shared"),
    });

    expect(await resultOf(off, "AUD-ATTRIBUTION")).toMatchObject({ status: "not-applicable", causedBy: "AUD-ENABLED" });
  });
});
