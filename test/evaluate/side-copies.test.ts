import { expect, it } from "vitest";
import { explainProbes, type RequestExplanation } from "../../src/evaluate/explain.ts";
import { known } from "../../src/model/fact.ts";
import type { SideCopy } from "../../src/model/trail.ts";
import { deepTrail, eksTrail, judge, refused } from "../support/trails.ts";

/** A copy from a feed of the provider's own, as `explain` shows it: beside the routes, and no part of the outcome. */

const LAKE: SideCopy = {
  name: "the lake",
  scope: "lake-scope",
  streams: ["audit"],
  collects: known(true, ["e1"]),
  foreign: known(true, ["e2"]),
};

async function explained(copy: Partial<SideCopy>, rest = {}): Promise<RequestExplanation | undefined> {
  const { view } = await judge({ ...deepTrail(eksTrail(rest)), sideCopies: [{ ...LAKE, ...copy }] });
  const probe = view.activities.find((activity) => activity.id === "CA-SECRET-GET")?.probes[0];
  return explainProbes("words", probe ? [probe] : [], view).requests[0];
}

function shown(request: RequestExplanation | undefined) {
  return request?.links.filter(({ text }) => text.includes("the lake"));
}

it("is shown with the stores, with who holds it and the evidence", async () => {
  const request = await explained({});

  expect(shown(request)).toEqual([
    {
      link: "store",
      state: "ok",
      text: "the lake in lake-scope takes a copy from a feed of its own, in another administrative domain",
      evidence: ["e1", "e2"],
    },
  ]);
  expect(request?.outcome).toBe("recorded");
  expect(shown(await explained({ foreign: known(false) }))).toMatchObject([
    { text: "the lake in lake-scope takes a copy from a feed of its own" },
  ]);
});

it.each([
  ["takes nothing", { collects: known(false) }],
  ["may take it, which nobody could see", { collects: refused("lake:List") }],
  ["takes another stream", { streams: ["authenticator"] }],
])("is not shown where it %s", async (_, copy) => {
  expect(shown(await explained(copy))).toEqual([]);
});

it("records nothing that the routes do not", async () => {
  expect((await explained({}, { routes: [], stores: [] }))?.outcome).toBe("not recorded");
});
