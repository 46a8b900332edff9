import { describe, expect, it } from "vitest";
import { loadLandscapes, whatIsAsked } from "../../src/cli/landscape-flags.ts";
import type { Selection } from "../../providers/contract.ts";

async function asked(flags: Record<string, unknown>, eks: Selection = {}) {
  return whatIsAsked(flags, new Map([["eks", eks]]), await loadLandscapes());
}

describe("a switch that can be narrowed", () => {
  it("is not asked for when nothing stands in it: every provider takes part", async () => {
    const all = await asked({}, { organization: { include: {}, exclude: { ids: [] } } });
    expect(all.map(({ provider, asked }) => [provider, asked])).toEqual([
      ["aks", false],
      ["eks", false],
      ["gke", false],
    ]);
  });

  it("is asked for when it is on or narrowed: the other providers stay out", async () => {
    for (const organization of [true, { include: { names: ["a*"] } }, { exclude: { ids: ["123456789012"] } }]) {
      const [only, ...others] = await asked({}, { organization });
      expect(only).toMatchObject({ provider: "eks", asked: true, selection: { organization } });
      expect(others).toEqual([]);
    }
  });

  it("is on altogether by its flag", async () => {
    const [only] = await asked({ awsOrganization: true }, { organization: { include: { ids: ["123456789012"] } } });
    expect(only).toMatchObject({ provider: "eks", selection: { organization: true } });
  });
});
