import { expect, it } from "vitest";
import { deepTrail, eksTrail, resultOf, statuses } from "../../support/trails.ts";

it("passes by what the providers document, where a provider answers for time", async () => {
  expect(await resultOf(deepTrail(eksTrail()), "CTL-TIME")).toMatchObject({ status: "pass", basis: "documented" });
  expect(await statuses(eksTrail())).not.toHaveProperty("CTL-TIME");
});
