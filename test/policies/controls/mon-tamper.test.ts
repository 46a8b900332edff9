import { describe, expect, it } from "vitest";
import type { Unknown } from "../../../src/model/fact.ts";
import type { Trail } from "../../../src/model/trail.ts";
import { deepTrail, eksTrail, refused, resultOf, tamperAlarm } from "../../support/trails.ts";

const DENIED = refused("cloudwatch:DescribeAlarms");

function alarms(first: string | null | Unknown, second: string | null | Unknown): Trail {
  return deepTrail(eksTrail(), {
    tampering: [tamperAlarm("CL-EKS-LOGGING-OFF", first), tamperAlarm("CL-EKS-STORE-TAMPER", second)],
  });
}

describe("MON-TAMPER", () => {
  it.each([
    ["all", "a", "b", "pass"],
    ["the first only", "a", null, "warn"],
    ["the second only", null, "b", "warn"],
    ["none", null, null, "fail"],
    ["the first, while the second may not be read", "a", DENIED, "unknown"],
    ["not the first, while the second may not be read", null, DENIED, "unknown"],
    ["nothing that may be read", DENIED, DENIED, "unknown"],
  ] as const)("judges kinds of change with an alarm: %s", async (_, first, second, status) => {
    expect((await resultOf(alarms(first, second), "MON-TAMPER")).status).toBe(status);
  });

  it("names the kinds of change and their alarms", async () => {
    expect((await resultOf(alarms("alarm 1", null), "MON-TAMPER")).message).toBe(
      "An alarm tells of CL-EKS-LOGGING-OFF (alarm 1), and none of CL-EKS-STORE-TAMPER.",
    );
    expect((await resultOf(alarms(null, null), "MON-TAMPER")).message).toContain(
      "CL-EKS-LOGGING-OFF and CL-EKS-STORE-TAMPER",
    );
    expect((await resultOf(alarms("alarm 1", "alarm 2"), "MON-TAMPER")).message).toContain("(alarm 2)");
  });

  it("names the permission that is missing", async () => {
    expect((await resultOf(alarms("a", DENIED), "MON-TAMPER")).missing).toEqual(["cloudwatch:DescribeAlarms"]);
  });

  it("never passes on an empty list", async () => {
    expect((await resultOf(deepTrail(eksTrail(), { tampering: [] }), "MON-TAMPER")).status).toBe("unknown");
  });
});
