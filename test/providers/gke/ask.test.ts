import { expect, it } from "vitest";
import type { Page } from "../../../providers/gke/answers.ts";
import { askAll, type Whole } from "../../../providers/gke/ask.ts";
import { UnexpectedAnswer } from "../../../providers/gke/errors.ts";
import { createRun } from "../../../src/sweep/run.ts";

function listOf(pages: { readonly [token: string]: Page<string> | Error }): Promise<Whole<string>> {
  const ignore = (): void => undefined;
  const run = createRun({
    sink: { evidence: ignore, cluster: ignore, resource: ignore, ledger: ignore },
    signal: new AbortController().signal,
    env: {},
    now: () => new Date("2026-11-24T10:00:00Z"),
    retry: { attempts: 1 },
  });
  return askAll(
    { run },
    {
      operation: "logging.sinks.list",
      on: "projects/p",
      attempt(token) {
        const page = pages[token];
        return page instanceof Error || page === undefined
          ? Promise.reject(page ?? new Error("no such page"))
          : Promise.resolve(page);
      },
    },
  );
}

it("puts the pages of a list together", async () => {
  const list = await listOf({
    "": { items: ["a"], next: "2" },
    2: { items: [], next: "3" },
    3: { items: ["b"], next: "" },
  });
  expect(list).toMatchObject({ ok: true, value: ["a", "b"] });
  expect(list.ok && list.evidence).toHaveLength(3);
});

it("keeps nothing of a list whose second page is not known", async () => {
  const list = await listOf({ "": { items: ["a"], next: "2" }, 2: new UnexpectedAnswer("cut") });
  expect(list).toMatchObject({
    ok: false,
    failure: { outcome: "malformed", gap: { reason: "cut", on: "projects/p" } },
  });
});

it("does not follow a list that leads back to itself", async () => {
  const list = await listOf({ "": { items: ["a"], next: "2" }, 2: { items: ["b"], next: "2" } });
  expect(list).toMatchObject({ ok: false, failure: { outcome: "malformed", gap: { reason: "the list has no end" } } });
});
