import { expect, it } from "vitest";
import type { Answer } from "../../../providers/contract.ts";
import { asTheyCome } from "../../../providers/eks/accounts/as-they-come.ts";
import { listAll, type Page } from "../../../providers/eks/asking/paging.ts";

const page = (items: string[], next?: string | null): Answer<Page<string>> => ({
  ok: true,
  evidence: `e-${items.join("")}`,
  value: { items, next },
});

it("joins pages and remembers which page an entry came on", async () => {
  const pages = [page(["a"], "1"), page([], "2"), page(["b"], null)];
  const listed = await listAll("x:List", "1", () => Promise.resolve(pages.shift() ?? page([])));
  expect(listed).toMatchObject({
    complete: true,
    items: [
      { value: "a", evidence: "e-a" },
      { value: "b", evidence: "e-b" },
    ],
  });
});

it("takes an empty token for the end", async () => {
  expect(await listAll("x:List", "1", () => Promise.resolve(page(["a"], "")))).toMatchObject({ complete: true });
});

it("calls a list that runs in circles cut, never complete", async () => {
  const listed = await listAll("x:List", "1", (token) => Promise.resolve(page(["a"], token === "1" ? "2" : "1")));
  expect(listed).toMatchObject({ complete: false, outcome: "malformed", gap: { call: "x:List", on: "1" } });
});

it("calls a list that never ends cut", async () => {
  let count = 0;
  const listed = await listAll("x:List", "1", () => Promise.resolve(page(["a"], String((count += 1)))));
  expect(listed.complete).toBe(false);
  expect(count).toBe(200);
});

it("keeps what came before a page that failed", async () => {
  const gap = { call: "x:List", on: "1", reason: "denied" };
  const pages: Answer<Page<string>>[] = [page(["a"], "1"), { ok: false, outcome: "denied", gap, evidence: "e2" }];
  const listed = await listAll("x:List", "1", () => Promise.resolve(pages.shift() ?? page([])));
  expect(listed).toMatchObject({
    complete: false,
    outcome: "denied",
    gap,
    items: [{ value: "a" }],
    evidence: ["e-a", "e2"],
  });
});

it("yields lists in the order they arrive", async () => {
  const slow = new Promise<string[]>((resolve) => setTimeout(() => resolve(["slow"]), 20));
  const seen: string[] = [];
  for await (const item of asTheyCome([() => slow, async () => ["a", "b"], async () => []])) seen.push(item);
  expect(seen).toEqual(["a", "b", "slow"]);
});

it("starts a list when it is found, while others are still being looked for", async () => {
  const started: string[] = [];
  let findLast = (): void => undefined;
  const last = new Promise<void>((resolve) => {
    findLast = resolve;
  });
  async function* found() {
    yield async () => (started.push("first"), ["first"]);
    await last;
    yield async () => (started.push("last"), ["last"]);
  }
  const seen: string[] = [];
  for await (const item of asTheyCome(found())) {
    seen.push(item);
    if (item === "first") {
      expect(started).toEqual(["first"]);
      findLast();
    }
  }
  expect(seen).toEqual(["first", "last"]);
});

it("throws what a list or the search for lists throws", async () => {
  const all = async (lists: Parameters<typeof asTheyCome<string>>[0]): Promise<string[]> => {
    const seen: string[] = [];
    for await (const item of asTheyCome(lists)) seen.push(item);
    return seen;
  };
  await expect(all([async () => ["a"], () => Promise.reject(new Error("a bug in a list"))])).rejects.toThrow(
    "in a list",
  );
  async function* broken() {
    yield async () => ["a"];
    throw new Error("a bug in the search");
  }
  await expect(all(broken())).rejects.toThrow("in the search");
});
