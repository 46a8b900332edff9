import { describe, expect, it } from "vitest";
import type { Landscape } from "../../providers/contract.ts";
import { parseConfig } from "../../src/cli/config.ts";
import { UsageError } from "../../src/cli/errors.ts";

const LANDSCAPES: readonly Landscape[] = [
  {
    id: "eks",
    title: "EKS",
    options: [
      {
        flag: "--account <id>",
        description: "",
        key: "accounts",
        kind: "list",
        check: (value) => (/^\d{12}$/.test(value) ? undefined : "not an account"),
      },
      { flag: "--role <name>", description: "", key: "role", kind: "value" },
      {
        flag: "--aws-organization",
        description: "",
        key: "organization",
        kind: "switch",
        narrowing: [
          { key: "ids", check: (value) => (/^\d{12}$/.test(value) ? undefined : "not an account") },
          { key: "names" },
        ],
      },
    ],
    locationsKey: "regions",
    locate: () => undefined,
  },
];

function problems(text: string): string {
  try {
    parseConfig(text, "trailproof.yaml", LANDSCAPES);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return "";
}

describe("the configuration file", () => {
  it("is read as the contract shows it", () => {
    const config = parseConfig(
      `landscape:
  eks: { accounts: [012345678901], organization: { include: {}, exclude: {} }, role: TrailproofReader, regions: [] }
requirements: { hotDays: 90, totalDays: 365 }
failOn: high
declared:
  - { store: "arn:*", hotDays: 400, totalDays: null, note: SIEM contract }
waivers:
  - { control: LOG-CENTRAL, cluster: "*", reason: r, owner: o, until: 2027-01-31 }
`,
      "trailproof.yaml",
      LANDSCAPES,
    );

    expect(config.landscape?.["eks"]).toMatchObject({ accounts: ["012345678901"], role: "TrailproofReader" });
    expect(config.declared?.[0]).toMatchObject({ totalDays: null });
    expect(config.waivers?.[0]?.until).toBe("2027-01-31");
  });

  it("is empty when the file is", () => {
    expect(parseConfig("", "trailproof.yaml", LANDSCAPES)).toEqual({});
  });

  it.each([
    [
      "an unknown key, with what was meant",
      "failOn: high\nlandscape:\n  eks: { regoins: [a] }\n",
      'trailproof.yaml:3:10: unknown key "regoins" in landscape.eks; did you mean "regions"?',
    ],
    ["an unknown top key", "waiver: []\n", 'trailproof.yaml:1:1: unknown key "waiver"; did you mean "waivers"?'],
    ["a wrong type", "requirements: pci-dss-4.0.1\nwaivers: 7\n", "trailproof.yaml:2:10: waivers: "],
    [
      "a value that cannot be valid",
      "landscape:\n  eks:\n    accounts:\n      - '12345678901'\n",
      "trailproof.yaml:4:9: landscape.eks.accounts: not an account",
    ],
    [
      "an unknown way to narrow a switch, with what was meant",
      "landscape:\n  eks:\n    organization: { include: { nams: [a] } }\n",
      'trailproof.yaml:3:32: unknown key "nams" in landscape.eks.organization.include; did you mean "names"?',
    ],
    [
      "a value in a narrowed switch that cannot be valid",
      "landscape:\n  eks:\n    organization:\n      exclude: { ids: [012345678901, 7] }\n",
      "trailproof.yaml:4:38: landscape.eks.organization.exclude.ids: not an account",
    ],
    [
      "a switch that is neither on, off nor narrowed",
      "landscape:\n  eks: { organization: [1] }\n",
      "trailproof.yaml:2:24: landscape.eks.organization: ",
    ],
    ["a duplicate key", "failOn: high\nfailOn: low\n", "trailproof.yaml:2:1: "],
    ["a tab", "landscape:\n\teks: {}\n", "trailproof.yaml:2:1: "],
    [
      "a day that is none",
      "waivers:\n  - { control: A, cluster: b, reason: c, owner: d, until: soon }\n",
      "trailproof.yaml:2:59: waivers.0.until: expected a day such as 2027-01-31",
    ],
    ["a missing key", "waivers:\n  - { control: A }\n", "trailproof.yaml:2:5: waivers.0.cluster: "],
    ["a list instead of a map", "- a\n", "trailproof.yaml:1:1: the file: "],
  ])("is refused with line and remedy: %s", (_, text, message) => {
    expect(problems(text)).toContain(message);
  });

  it("tells every problem at once", () => {
    expect(problems("a: 1\nb: 2\nfailOn: never ever\n").split("\n")).toHaveLength(3);
  });

  it("is not blown up by aliases", () => {
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      ..."bcdefghi".split("").map((key, i) => `${key}: &${key} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(", ")}]`),
    ].join("\n");

    expect(problems(bomb)).toContain("trailproof.yaml");
  });
});
