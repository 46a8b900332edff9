import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { AzureLandscape, AzureSetting } from "../../../src/simulator/azure/landscape.ts";
import type { Fault } from "../../../src/simulator/cloud.ts";
import { ACTIONS } from "../../../providers/aks/permissions.ts";
import { facts } from "../../../providers/aks/trail.ts";
import { ACCOUNT, category, cluster, landscapeOf, NAMESPACE, SECURITY, sweep, trailOf, WORKSPACE } from "./support.ts";

const DEFAULT = { hotDays: 90, totalDays: 365 };

async function remedies(
  settings: readonly AzureSetting[],
  more: Partial<AzureLandscape> = {},
  given = {},
  faults: readonly Fault[] = [],
  asked = DEFAULT,
) {
  const trail = trailOf(await sweep(landscapeOf([cluster(settings, given)], more), { faults }));
  return (control: string) => facts.remedy(control, trail, asked);
}

const FULL = { name: "a", logs: category("kube-audit", "guard"), workspace: WORKSPACE, destinationType: "Dedicated" };
const GOOD = {
  workspaces: [
    {
      id: WORKSPACE,
      retentionDays: 120,
      tables: [
        { name: "AKSAudit", totalDays: 400 },
        { name: "AKSControlPlane", totalDays: 400 },
      ],
    },
  ],
};
const AUD = [
  "AUD-ENABLED",
  "AUD-READS",
  "AUD-SECRETS",
  "AUD-INTERACTIVE",
  "AUD-DENIED",
  "AUD-CHANGES",
  "AUD-RBAC-BODY",
  "AUD-CREDENTIALS",
];

/** The words of the command, as a shell takes them. */
function words(remedy: string | undefined): string[] {
  const command = remedy?.slice(remedy.indexOf(": ") + 2) ?? "";
  return execFileSync("sh", ["-c", `az() { for word in "$@"; do printf '%s\\n' "$word"; done; }; ${command}`], {
    encoding: "utf8",
  })
    .trim()
    .split("\n");
}

test("nothing to do where everything is well", async () => {
  const remedy = await remedies([FULL], GOOD, { entra: true });
  for (const control of [...AUD, "AUD-AUTHN", "AUD-NO-EXEMPTION", "LOG-DELIVERED", "LOG-RETENTION"])
    expect(remedy(control)).toBeUndefined();
});

test("no setting: makes one, with guard where there is Entra integration", async () => {
  const remedy = await remedies([], {}, { entra: true });
  for (const control of [...AUD, "LOG-DELIVERED", "LOG-RETENTION"]) {
    expect(words(remedy(control))).toEqual([
      "monitor",
      "diagnostic-settings",
      "create",
      "--name",
      "trailproof-audit",
      "--resource",
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-pay/providers/Microsoft.ContainerService/managedClusters/pay",
      "--workspace",
      "WORKSPACE_ID",
      "--export-to-resource-specific",
      "true",
      "--logs",
      '[{"category":"kube-audit","enabled":true},{"category":"guard","enabled":true}]',
    ]);
  }
  expect(words((await remedies([]))("AUD-ENABLED")).at(-1)).toBe('[{"category":"kube-audit","enabled":true}]');
});

test("changes only: exports the reads to the workspace that is in use, under a name that is free", async () => {
  const settings = [{ ...FULL, name: "Trailproof-Audit", logs: category("kube-audit-admin", "guard") }];
  const remedy = await remedies(settings, GOOD, { entra: true });
  const command = words(remedy("AUD-READS"));
  expect(command).toContain("trailproof-audit-2");
  expect(command.find((word) => word.endsWith("/workspaces/law-sec"))).toBeDefined();
  expect(command.at(-1)).toBe('[{"category":"kube-audit","enabled":true}]');
});

test("guard alone is missing", async () => {
  const remedy = await remedies([{ ...FULL, logs: category("kube-audit") }], GOOD, { entra: true });
  expect(words(remedy("AUD-AUTHN")).at(-1)).toBe('[{"category":"guard","enabled":true}]');
  expect(remedy("AUD-READS")).toBeUndefined();
  expect((await remedies([FULL], GOOD))("AUD-AUTHN")).toBeUndefined();
});

test("a soft-deleted workspace is recovered, a missing one replaced", async () => {
  const gone = await remedies([FULL], { deletedWorkspaces: [{ id: WORKSPACE }] });
  for (const control of ["AUD-ENABLED", "LOG-DELIVERED", "LOG-RETENTION"]) {
    expect(words(gone(control))).toEqual([
      "monitor",
      "log-analytics",
      "workspace",
      "recover",
      "--workspace-name",
      "law-sec",
      "--resource-group",
      "rg-sec",
      "--subscription",
      SECURITY,
    ]);
  }
  const missing = await remedies([FULL]);
  expect(words(missing("LOG-DELIVERED"))).toEqual(
    expect.arrayContaining(["diagnostic-settings", "update", "a", "--workspace-id", "WORKSPACE_ID"]),
  );
});

test.each([
  [
    "a firewall",
    { storageAccounts: [{ id: ACCOUNT, network: { defaultAction: "Deny" } }] },
    ["storage", "account", "update", "--bypass", "AzureServices"],
  ],
  [
    "a lock",
    {
      storageAccounts: [
        { id: ACCOUNT, containers: [{ name: "insights-logs-kube-audit", lock: { state: "Unlocked" } }] },
      ],
    },
    ["immutability-policy", "--allow-protected-append-writes"],
  ],
  ["an account that is gone", {}, ["diagnostic-settings", "update", "--storage-account-id"]],
] as const)("storage behind %s", async (_, more, expected) => {
  const remedy = await remedies([{ name: "a", logs: category("kube-audit"), storage: ACCOUNT }], more);
  expect(words(remedy("LOG-DELIVERED"))).toEqual(expect.arrayContaining([...expected]));
});

test("a disabled event hub is switched on", async () => {
  const settings = [
    { name: "a", logs: category("kube-audit"), eventHubRule: `${NAMESPACE}/authorizationRules/r`, eventHub: "audit" },
  ];
  const remedy = await remedies(settings, {
    eventHubNamespaces: [{ id: NAMESPACE, hubs: [{ name: "audit", status: "Disabled" }] }],
  });
  expect(words(remedy("LOG-DELIVERED"))).toEqual(
    expect.arrayContaining(["eventhubs", "eventhub", "update", "audit", "siem", "Active"]),
  );
});

test("days: raises the tables that are short, and never lowers one", async () => {
  const tables = [
    { name: "AKSAudit", plan: "Basic", totalDays: 700 },
    { name: "AKSControlPlane", retentionDays: 180, totalDays: 180 },
  ];
  const remedy = await remedies([FULL], { workspaces: [{ id: WORKSPACE, tables }] }, { entra: true });
  const text = remedy("LOG-RETENTION") ?? "";
  expect(text).toContain(
    "--name AKSAudit --resource-group rg-sec --subscription 00000000-0000-0000-0000-000000000002 --plan Analytics --retention-time 90 --total-retention-time 700",
  );
  expect(text).toContain(
    "--name AKSControlPlane --resource-group rg-sec --subscription 00000000-0000-0000-0000-000000000002 --plan Analytics --retention-time 180 --total-retention-time 365",
  );
});

test.each([
  ["HIPAA", { hotDays: 90, totalDays: 2192 }, "--retention-time 120 --total-retention-time 2556"],
  ["M-21-31", { hotDays: 365, totalDays: 913 }, "--retention-time 365 --total-retention-time 1095"],
  ["a set of one's own", { hotDays: 400, totalDays: 500 }, "--retention-time 400 --total-retention-time 500"],
])("days of %s: the next that a table takes", async (_, asked, flags) => {
  const workspaces = [{ id: WORKSPACE, retentionDays: 120 }];
  const remedy = await remedies([FULL], { workspaces }, { entra: true }, [], asked);
  expect(remedy("LOG-RETENTION")).toContain(flags);
  expect(remedy("LOG-RETENTION")).toContain(`for ${asked.hotDays} days and for ${asked.totalDays} in all`);
});

test("days that no table can be set to: nothing that would not be enough", async () => {
  const workspaces = [{ id: WORKSPACE, retentionDays: 120 }];
  for (const asked of [
    { hotDays: 90, totalDays: 4384 },
    { hotDays: 731, totalDays: 800 },
  ]) {
    const remedy = await remedies([FULL], { workspaces }, { entra: true }, [], asked);
    expect(remedy("LOG-RETENTION")).toBeUndefined();
  }
});

test("days of storage: a workspace beside it, and no rule that deletes too early", async () => {
  const settings = [{ name: "a", logs: category("kube-audit"), storage: ACCOUNT }];
  const kept = await remedies(settings, { storageAccounts: [{ id: ACCOUNT }] });
  expect(words(kept("LOG-RETENTION"))).toContain("WORKSPACE_ID");
  const short = await remedies(settings, {
    storageAccounts: [{ id: ACCOUNT, lifecycle: [{ name: "r", deleteAfter: { modification: 30 } }] }],
  });
  expect(words(short("LOG-RETENTION"))).toEqual(expect.arrayContaining(["management-policy", "show", "auditkeep"]));
  const lifecycle = [{ name: "r", deleteAfter: { modification: 400 } }];
  const hipaa = { hotDays: 90, totalDays: 2192 };
  const years = await remedies(settings, { storageAccounts: [{ id: ACCOUNT, lifecycle }] }, {}, [], hipaa);
  expect(years("LOG-RETENTION")).toContain("before 2192 days");
});

test("what is cut or transformed on the way", async () => {
  const legacy = await remedies([{ ...FULL, destinationType: "AzureDiagnostics" }], GOOD);
  expect(words(legacy("AUD-NO-EXEMPTION"))).toEqual(expect.arrayContaining(["update", "--log-ana-dtype", "Dedicated"]));
  const storage = await remedies([{ name: "a", logs: category("kube-audit"), storage: ACCOUNT }], {
    storageAccounts: [{ id: ACCOUNT }],
  });
  expect(words(storage("AUD-NO-EXEMPTION"))).toContain("WORKSPACE_ID");
  const rule = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.Insights/dataCollectionRules/ws`;
  const transformed = await remedies([FULL], {
    workspaces: [{ id: WORKSPACE, rule }],
    dataCollectionRules: [
      { id: rule, flows: [{ streams: ["Microsoft-Table-AKSAudit"], transformKql: "source | take 0" }] },
    ],
  });
  expect(transformed("AUD-NO-EXEMPTION")).toContain("data-collection rule show");
});

test("nothing is claimed about what could not be read", async () => {
  const remedy = await remedies([FULL], GOOD, { entra: true }, [
    { operation: ACTIONS.settings.operation, kind: "denied" },
  ]);
  for (const control of [...AUD, "AUD-AUTHN", "LOG-DELIVERED", "LOG-RETENTION"])
    expect(remedy(control)).toBeUndefined();
});

test("hostile names do not leave their word", async () => {
  const name = "'; touch /tmp/owned; echo '$(id)`id`";
  const settings = [{ ...FULL, name, destinationType: "AzureDiagnostics" }];
  expect(words((await remedies(settings, GOOD))("AUD-NO-EXEMPTION"))).toContain(name);
});
