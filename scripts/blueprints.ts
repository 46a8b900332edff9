/** What `npm run new` can lay down. */
export interface Blueprint {
  readonly example: string;
  readonly allows: RegExp;
  /** Text by path. */
  files(name: string): Map<string, string>;
  readonly next: string;
}

export const blueprints: ReadonlyMap<string, Blueprint> = new Map([
  ["control", control()],
  ["framework", framework()],
  ["profile", profile()],
  ["requirements", requirements()],
  ["format", format()],
  ["provider", provider()],
]);

function control(): Blueprint {
  return {
    example: "control LOG-X",
    allows: /^[A-Z]+(-[A-Z]+)+$/,
    next: "Say what it asserts in the first file, what must hold in the test, and map it in a file under policies/frameworks.",
    files: (id) =>
      new Map([
        [
          `policies/controls/${id.toLowerCase()}.ts`,
          `import { settle } from "../../src/model/reason.ts";
import type { Status } from "../../src/model/result.ts";
import type { Control } from "../../src/trail/control.ts";

export const control: Control = {
  id: "${id}",
  title: "A statement that is true when it passes",
  question: "What an assessor would ask?",
  severity: "high",
  decide(view) {
    // Ask for every fact with the values that would change the verdict: what is unknown then stays unknown.
    const reading = settle((ask): Status => (ask(view.trail.rewriting, ["none", "rewrites"]) === "none" ? "pass" : "fail"));
    return { readings: [reading], message: (status) => \`One sentence that names what was found (\${status}).\` };
  },
};
`,
        ],
        [
          `docs/controls/${id.toLowerCase()}.md`,
          `# ${id}

## Statement

A statement that is true when it passes. Severity: high.

## Why

What an attacker gains where it does not hold.

## How it is decided

- What is read, and which values pass, warn and fail.

## What it cannot see

What a pass does not prove.

## Remediation

- What to do, with the exact command.

## Frameworks

- None yet.

## Sources

- Where it is written, with the date.
`,
        ],
        [
          `test/policies/controls/${id.toLowerCase()}.test.ts`,
          `import { expect, it } from "vitest";
import { eksTrail, resultOf } from "../../support/trails.ts";

it("fails when what it asserts is observed not to hold", async () => {
  expect((await resultOf(eksTrail({ stores: [], routes: [] }), "${id}")).status).toBe("fail");
});
`,
        ],
      ]),
  };
}

function framework(): Blueprint {
  return {
    example: "framework soc2-2022",
    allows: /^[a-z0-9]+(-[a-z0-9.]+)+$/,
    next: "Add the requirements and the controls that answer them, each in words of our own.",
    files: (name) => {
      const cut = name.lastIndexOf("-");
      return new Map([
        [
          `policies/frameworks/${name}.yaml`,
          `id: ${name.slice(0, cut)}
version: "${name.slice(cut + 1)}"
title: What it is called
kind: standard
published: "2026"
source: { title: Where it is published }
requirements:
  - { id: "1", summary: In our own words, controls: [] }
`,
        ],
        [
          `test/policies/frameworks/${name}.test.ts`,
          `import { expect, it } from "vitest";
import { catalogue } from "../../support/trails.ts";

it("maps every requirement to a control, or says that it is manual", async () => {
  const framework = (await catalogue()).frameworks.find((one) => one.id === "${name.slice(0, cut)}");

  expect(framework?.requirements.filter((row) => row.controls.length === 0 && !row.manual)).toEqual([]);
});
`,
        ],
      ]);
    },
  };
}

function profile(): Blueprint {
  return {
    example: "profile ack",
    allows: /^[a-z][a-z0-9-]*$/,
    next: "Replace the rules with those that are published, and give each its purpose, source and confidence.",
    files: (name) =>
      new Map([
        [
          `policies/audit/${name}.yaml`,
          `profile: ${name}
provider: ${name}
title: The provider's audit policy
version: "2026-01-01"
confidence: documented
customizable: false
notes: []
sources:
  docs: { title: Where it is printed, date: "2026-01-01" }
policy:
  apiVersion: audit.k8s.io/v1
  kind: Policy
  rules:
    - level: Metadata
provenance:
  - { rule: 1, purpose: What the rule is for, source: docs, confidence: documented }
streams:
  - { id: audit, role: api-audit, title: What it is called, always: false }
routing:
  - { streams: [audit], basis: documented, source: docs }
`,
        ],
        [
          `test/policies/audit/${name}.test.ts`,
          `import { expect, it } from "vitest";
import { catalogue } from "../../support/trails.ts";

it("records the change of a Secret without its content", async () => {
  const profile = (await catalogue()).profile("${name}");

  expect(profile.provenance(1)?.purpose).not.toBe("What the rule is for");
});
`,
        ],
      ]),
  };
}

function requirements(): Blueprint {
  return {
    example: "requirements our-policy",
    allows: /^[a-z0-9][a-z0-9.-]*$/,
    next: "Set the days and say where they come from.",
    files: (name) =>
      new Map([
        [
          `policies/requirements/${name}.yaml`,
          `id: ${name}
title: What it is called
hotDays: 0
totalDays: 0
source: { title: Where it is written }
`,
        ],
        [
          `test/policies/requirements/${name}.test.ts`,
          `import { expect, it } from "vitest";
import { catalogue } from "../../support/trails.ts";

it("asks for a number of days", async () => {
  expect((await catalogue()).requirements("${name}")?.totalDays).toBeGreaterThan(0);
});
`,
        ],
      ]),
  };
}

function format(): Blueprint {
  return {
    example: "format csv",
    allows: /^[a-z][a-z0-9]*$/,
    next: "Write the report down; escape every name for the medium.",
    files: (name) =>
      new Map([
        [
          `src/report/formats/${name}.ts`,
          `import type { Format } from "../format.ts";

export const format: Format = {
  name: "${name}",
  description: "what it is for",
  render(report, out) {
    for (const { cluster } of report.clusters()) out.write(\`\${cluster.id}\\n\`);
  },
};
`,
        ],
        [
          `test/report/${name}.test.ts`,
          `import { expect, it } from "vitest";
import { format } from "../../src/report/formats/${name}.ts";

it("says what it is for", () => {
  expect(format.description).not.toBe("what it is for");
});
`,
        ],
      ]),
  };
}

const ROOMS: readonly (readonly [string, string])[] = [
  [
    "index.ts",
    `import type { ProviderModule } from "../contract.ts";

export const provider: ProviderModule = {
  landscape: () => import("./landscape.ts"),
  reader: () => import("./reader.ts"),
  facts: () => import("./trail.ts"),
  permissions: () => import("./permissions.ts"),
};
`,
  ],
  [
    "permissions.ts",
    `import type { PermissionUse } from "../contract.ts";

/** Every call this provider makes; the calls take their permission from here. */
export const permissions: readonly PermissionUse[] = [];

export function leastPrivilege(): string {
  return permissions.map((use) => use.permission).join("\\n");
}
`,
  ],
  [
    "landscape.ts",
    `import type { Landscape } from "../contract.ts";

export const landscape: Landscape = {
  id: "NAME",
  title: "What it is called",
  options: [{ flag: "--NAME-scope <id>", description: "a scope", key: "scopes", kind: "list" }],
  locationsKey: "locations",
  locate: () => undefined,
};
`,
  ],
  [
    "reader.ts",
    `import { NoCredential, type Reader } from "../contract.ts";

export const reader: Reader = {
  // oxlint-disable-next-line require-yield -- nothing can be planned before there is a client
  async *plan() {
    throw new NoCredential("no credential was looked for yet");
  },
  read: async (place) => ({ provider: "NAME", ...place, status: "failed", clusters: null, reason: "nothing is read yet" }),
};
`,
  ],
  [
    "trail.ts",
    `import { z } from "zod";
import { known } from "../../src/model/fact.ts";
import type { FactReader } from "../contract.ts";

export const facts: FactReader = {
  clusterFacts: z.object({}),
  resourceFacts: {},
  trail: (cluster) => ({
    cluster,
    profile: "NAME",
    streams: [],
    routes: [],
    stores: [],
    unseenRoutes: [],
    rewriting: known("none"),
    inapplicable: [],
    depth: [],
    notes: [],
  }),
  remedy: () => undefined,
};
`,
  ],
];

function provider(): Blueprint {
  return {
    example: "provider ack",
    allows: /^[a-z][a-z0-9]*$/,
    next: "Fill the rooms in the order landscape, client, calls, facts, trail; then describe its audit policy with: npm run new -- profile NAME",
    files: (name) =>
      new Map([
        ...ROOMS.map(([file, text]) => [`providers/${name}/${file}`, text.replaceAll("NAME", name)] as const),
        [
          `test/providers/${name}/reader.test.ts`,
          `import { expect, it } from "vitest";
import { landscape } from "../../../providers/${name}/landscape.ts";

it("has a name that people know", () => {
  expect(landscape.title).not.toBe("What it is called");
});
`,
        ] as const,
      ]),
  };
}
