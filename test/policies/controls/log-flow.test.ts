import { describe, expect, it } from "vitest";
import { known } from "../../../src/model/fact.ts";
import type { ClusterState } from "../../../src/model/cluster.ts";
import type { Trail } from "../../../src/model/trail.ts";
import { cluster, deepTrail, eksTrail, refused, resultOf, stream } from "../../support/trails.ts";

function arrived(ageMinutes: number | null, state: ClusterState = "running"): Trail {
  return deepTrail(eksTrail({ cluster: cluster("eks", { state }) }), { flow: known({ ageMinutes }) });
}

describe("LOG-FLOW", () => {
  it.each([
    ["just now", 0, "pass"],
    ["two hours ago", 120, "pass"],
    ["a minute earlier than that", 121, "unknown"],
    ["a day ago", 1440, "unknown"],
    ["a minute earlier than a day ago", 1441, "fail"],
    ["never", null, "fail"],
  ] as const)("judges records that arrived %s", async (_, age, status) => {
    expect((await resultOf(arrived(age), "LOG-FLOW")).status).toBe(status);
  });

  it.each([
    ["updating", "fail"],
    ["deleting", "fail"],
    ["creating", "unknown"],
    ["failed", "unknown"],
    ["unknown", "unknown"],
    ["stopped", "not-applicable"],
  ] as const)("expects no records of a cluster that has none to give: %s", async (state, status) => {
    expect((await resultOf(arrived(null, state), "LOG-FLOW")).status).toBe(status);
  });

  it("says how long ago the newest record arrived", async () => {
    expect((await resultOf(arrived(5), "LOG-FLOW")).message).toBe(
      "The newest audit record arrived 5 minutes before the reading.",
    );
    expect((await resultOf(arrived(3 * 1440), "LOG-FLOW")).message).toContain("3 days");
    expect((await resultOf(arrived(300), "LOG-FLOW")).message).toContain("5 hours");
    expect((await resultOf(arrived(null), "LOG-FLOW")).message).toContain("No audit record has arrived at all");
  });

  it("is unknown when the time of arrival may not be read", async () => {
    const denied = deepTrail(eksTrail(), { flow: refused("logs:DescribeLogStreams") });

    expect(await resultOf(denied, "LOG-FLOW")).toMatchObject({
      status: "unknown",
      missing: ["logs:DescribeLogStreams"],
    });
  });

  it("does not exist as a question while nothing leaves the control plane, whatever arrived before", async () => {
    const off = deepTrail(eksTrail({ streams: [stream("audit", known(false)), stream("authenticator")] }));

    expect(await resultOf(off, "LOG-FLOW")).toMatchObject({ status: "not-applicable", causedBy: "AUD-ENABLED" });
  });

  it("is open while it is not known whether anything leaves the control plane", async () => {
    const denied = deepTrail(eksTrail({ streams: [stream("audit", refused("eks:DescribeCluster"))] }));

    expect(await resultOf(denied, "LOG-FLOW")).toMatchObject({ status: "unknown", causedBy: "AUD-ENABLED" });
  });
});
