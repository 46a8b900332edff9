import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideFilter, readFilter } from "../../../providers/gke/filter.ts";
import { STREAMS } from "../../../providers/gke/trail-streams.ts";

const SETTINGS = { seed: 20261124, numRuns: 400 };

function verdict(filter: string, stream = "activity"): string {
  const source = { project: "shop-prod", cluster: { name: "pay", location: "europe-west1" }, stream };
  return decideFilter(readFilter(filter), source).verdict.is;
}

/** Comparisons that are certainly true or false of every entry. */
const atom = fc.constantFrom(
  ['resource.type="k8s_cluster"', true],
  ['resource.type="gce_instance"', false],
  ['protoPayload.serviceName="k8s.io"', true],
  ['resource.labels.cluster_name="other"', false],
  ['log_id("cloudaudit.googleapis.com/activity")', true],
  ['jsonPayload.x="y"', false],
) as fc.Arbitrary<readonly [string, boolean]>;

interface Formula {
  readonly text: string;
  readonly value: boolean;
}

/** Formulas whose parentheses are left out wherever NOT over OR over AND makes them superfluous. */
const formula = fc.letrec<{ any: Formula; and: Formula; or: Formula; not: Formula; atom: Formula }>((tie) => ({
  atom: atom.map(([text, value]) => ({ text, value })),
  not: fc.oneof(
    { maxDepth: 4 },
    tie("atom"),
    fc
      .tuple(fc.constantFrom("NOT ", "-"), tie("atom"))
      .map(([sign, inner]) => ({ text: `${sign}${inner.text}`, value: !inner.value })),
    tie("any").map(({ text, value }) => ({ text: `(${text})`, value })),
  ),
  or: fc.array(tie("not"), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(" OR "),
    value: parts.some(({ value }) => value),
  })),
  and: fc
    .tuple(fc.array(tie("or"), { minLength: 1, maxLength: 3 }), fc.constantFrom(" AND ", "\n", " "))
    .map(([parts, glue]) => ({
      text: parts.map(({ text }) => text).join(glue),
      value: parts.every(({ value }) => value),
    })),
  any: fc.oneof({ maxDepth: 4 }, tie("atom"), tie("and")),
})).any;

describe("filters", () => {
  it("follow NOT over OR over AND", () => {
    fc.assert(
      fc.property(formula, ({ text, value }) => {
        expect(verdict(text)).toBe(String(value));
      }),
      SETTINGS,
    );
  });

  it("never say both a thing and its contrary", () => {
    const opposite = new Map([
      ["true", "false"],
      ["false", "true"],
      ["some", "some"],
      ["unknown", "unknown"],
    ]);
    fc.assert(
      fc.property(filterText, (text) => {
        const plain = verdict(`(${text})`);
        expect(verdict(`NOT (${text})`)).toBe(opposite.get(plain));
      }),
      SETTINGS,
    );
  });

  it("say the same with other space, comments and case", () => {
    fc.assert(
      fc.property(formula, ({ text }) => {
        const spaced = text
          .replaceAll(" OR ", "\n -- a comment OR not\nOR\t")
          .replaceAll("resource.type", "Resource.Type");
        expect(verdict(spaced)).toBe(verdict(text));
      }),
      SETTINGS,
    );
  });

  it("are never decided when a part that decides is garbage", () => {
    fc.assert(
      fc.property(formula, ({ text }) => {
        expect(verdict(`(${text}) AND resource.type="k8s_cluster`)).toBe("unknown");
      }),
      SETTINGS,
    );
  });
});

/** Text that looks like filters often enough to get deep into the reader. */
const word = fc.constantFrom(
  "AND",
  "OR",
  "NOT",
  "-",
  "(",
  ")",
  ",",
  "=",
  "!=",
  ":",
  "=~",
  "!~",
  ">=",
  "<",
  '"',
  '"k8s.io"',
  "*",
  "--",
  "\n",
  "\\",
  "resource.type",
  "k8s_cluster",
  "logName",
  "severity",
  "ERROR",
  "log_id",
  "sample",
  "insertId",
  "0.5",
  "protoPayload.methodName",
  "labels.",
  "__proto__",
  "constructor",
  "NULL_VALUE",
  "(?i)",
  "[",
  "{",
  ".*",
  "é",
  "\u202e",
  "\0",
);
const filterText = fc.oneof(
  fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")),
  fc.array(word, { maxLength: 12 }).map((words) => words.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
);

describe("hostile filters", () => {
  it("end in one of four answers and never throw", () => {
    fc.assert(
      fc.property(filterText, fc.constantFrom(...STREAMS), (text, stream) => {
        expect(["true", "false", "some", "unknown"]).toContain(verdict(text, stream));
      }),
      { ...SETTINGS, numRuns: 3000 },
    );
  });

  const long = 20_000;
  const cases: readonly [name: string, filter: string][] = [
    ["open parentheses", "(".repeat(long)],
    ["nested parentheses", `${"(".repeat(9000)}x${")".repeat(9000)}`],
    ["nots", `${"NOT ".repeat(4990)}resource.type="gce_instance"`],
    ["minus signs", "- ".repeat(9990)],
    ["words", "a ".repeat(9990)],
    ["ors", Array.from({ length: 900 }, () => "resource.type=x").join(" OR ")],
    ["a string without an end", `"${"\\".repeat(long - 2)}`],
    ["a slow expression", `logName=~"${"(a+)+".repeat(100)}$"`],
    ["many stars", `logName=~"${".*".repeat(240)}x"`],
    ["a long value", `protoPayload.methodName:"${"io.".repeat(6000)}"`],
    ["a long path", `${"a.".repeat(9000)}b="x"`],
    ["nested values", `resource.type=${"(".repeat(5000)}x${")".repeat(5000)}`],
    ["more than Google takes", `resource.type="${"x".repeat(long)}"`],
  ];
  it.each(cases)("of %s are answered at once", (_, filter) => {
    const start = performance.now();
    verdict(filter);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
