import { describe, expect, it } from "vitest";
import { known } from "../../../src/model/fact.ts";
import type { Store, Trail } from "../../../src/model/trail.ts";
import { aksTrail, deepStore, deepTrail, refused, resultOf, route } from "../../support/trails.ts";

type Capacity = NonNullable<Store["capacity"]>;

const UNCAPPED: Capacity = known("uncapped");
const CAPPED: Capacity = known("capped");
const STOPPED: Capacity = known("stopped");

function pair(first: Capacity, second: Capacity, enabled = known(true)): Trail {
  return deepTrail(aksTrail(), {
    routes: [route(["kube-audit", "guard"], "workspace"), route(["kube-audit"], "second", { enabled })],
    stores: [deepStore("workspace", { capacity: first }), deepStore("second", { capacity: second })],
  });
}

describe("LOG-CAPACITY", () => {
  it.each([
    ["none", UNCAPPED, UNCAPPED, "pass"],
    ["one on the second store", UNCAPPED, CAPPED, "warn"],
    ["one that is reached, beside one that is not", CAPPED, STOPPED, "fail"],
    ["one that may not be read", UNCAPPED, refused("workspaces/read"), "unknown"],
    ["one that is reached, beside one that may not be read", STOPPED, refused("workspaces/read"), "fail"],
  ] as const)("judges caps: %s", async (_, first, second, status) => {
    expect((await resultOf(pair(first, second), "LOG-CAPACITY")).status).toBe(status);
  });

  it("does not mind the cap of a store that takes nothing", async () => {
    expect((await resultOf(pair(UNCAPPED, STOPPED, known(false)), "LOG-CAPACITY")).status).toBe("pass");
  });

  it("names the stores it speaks of", async () => {
    expect((await resultOf(pair(CAPPED, STOPPED), "LOG-CAPACITY")).message).toBe(
      "Records are turned away now, the cap is reached: second.",
    );
    expect((await resultOf(pair(CAPPED, UNCAPPED), "LOG-CAPACITY")).message).toContain("turned away: workspace.");
    expect((await resultOf(pair(UNCAPPED, UNCAPPED), "LOG-CAPACITY")).message).toContain("workspace and second");
  });

  it("has nothing to ask while everything it is sent to is gone", async () => {
    const dead = deepTrail(aksTrail(), {
      stores: [deepStore("workspace", { state: known("dead"), capacity: STOPPED })],
    });

    expect(await resultOf(dead, "LOG-CAPACITY")).toMatchObject({ status: "not-applicable", causedBy: "AUD-ENABLED" });
  });
});
