import { describe, expect, it } from "vitest";
import { known } from "../../../src/model/fact.ts";
import { deepTrail, eksTrail, refused, resultOf, stream } from "../../support/trails.ts";

const ON = { name: "detector", active: true };
const OFF = { name: "old detector", active: false };

describe("MON-DETECT", () => {
  it.each([
    ["one that is on", [ON], "pass"],
    ["one that is on behind one that is off", [OFF, ON], "pass"],
    ["one that is there and off", [OFF], "fail"],
    ["none", [], "fail"],
  ])("judges watchers: %s", async (_, watchers, status) => {
    expect((await resultOf(deepTrail(eksTrail(), { detection: known(watchers) }), "MON-DETECT")).status).toBe(status);
  });

  it("names the watcher, and says that watching is not keeping", async () => {
    const found = await resultOf(deepTrail(eksTrail(), { detection: known([OFF, ON]) }), "MON-DETECT");

    expect(found.message).toBe("Watched by detector; detection that is on does not mean that anything is stored.");
    expect((await resultOf(deepTrail(eksTrail(), { detection: known([OFF]) }), "MON-DETECT")).message).toBe(
      "Nothing watches the audit stream: old detector is off.",
    );
  });

  it("is unknown when watchers may not be read", async () => {
    const denied = deepTrail(eksTrail(), { detection: refused("guardduty:ListDetectors") });

    expect(await resultOf(denied, "MON-DETECT")).toMatchObject({
      status: "unknown",
      missing: ["guardduty:ListDetectors"],
    });
  });

  it("is judged on its own while nothing leaves the control plane: a watcher reads a copy of its own", async () => {
    const off = deepTrail(eksTrail({ streams: [stream("audit", known(false))] }));

    expect(await resultOf(off, "MON-DETECT")).toMatchObject({ status: "pass" });
    expect(await resultOf({ ...off, detection: known([]) }, "MON-DETECT")).not.toHaveProperty("causedBy");
  });
});
