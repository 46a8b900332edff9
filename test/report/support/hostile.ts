import type { Report } from "../../../src/model/report.ts";
import type { Result } from "../../../src/model/result.ts";
import { clusterReport, type FakeCluster } from "./fake-cluster.ts";
import { fakeReport } from "./fake-report.ts";
import { elsewhere, fine, open, readsOff, shortLived, silent, waive } from "./kinds.ts";

/** Names that strangers could give to things. */
export const HOSTILE: readonly string[] = [
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "a|b\\|c",
  "\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007",
  "c1 \u009b31m \u0090q\u009c",
  "two\nlines\r\nand\ttabs",
  "FAIL\u2028FAIL\u0085ok",
  "\u202egnp.exe \u2066x\u2069 \u200e\u061c",
  "zero\u200bwidth\u200d\ufeff\u00ad\u2060\u{e0041}",
  "lone \ud800 and \udc00 \uffff",
  "__proto__",
  "``` `code` ``",
  "@octocat/team #1 GH-2 www.evil.example deadbeefcafe :smile:",
  "[click](https://evil.example) ![x](https://evil.example/x.png)",
  "<!-- hidden --> </details> &lt;b&gt;",
  "# heading",
  "::error file=x::owned ##[error]owned",
  "名前のとても長いクラスターはどこまでも続く👩‍👩‍👧‍👦🏳️‍🌈",
  "\u0301\u0302z\u0321\u0322\u0323\u0324\u0325\u0326\u0327",
  "w".repeat(300),
  "",
  "   ",
];

/** Every status, a waiver, a dispute, gaps in the ledger, and hostile names in every field that strangers write. */
export function hostileReport(texts: readonly string[] = HOSTILE): Report {
  const clusters = [...ordinary(), ...texts.map(named)];
  return fakeReport({
    ledger: [
      { provider: "eks", scope: "123456789012", location: "eu-west-1", status: "read", clusters: 3 },
      {
        provider: "eks",
        scope: "123456789012",
        location: "eu-west-2",
        status: "refused",
        clusters: null,
        operation: "eks:ListClusters",
        permission: "eks:ListClusters",
        reason: "access denied",
      },
      {
        provider: "gke",
        scope: "acme",
        location: "-",
        status: "incomplete",
        clusters: 4,
        reason: "one zone did not answer",
      },
      {
        provider: "aks",
        scope: "-",
        location: "-",
        status: "skipped",
        clusters: null,
        reason: "no credential was found",
      },
      ...texts.map((text) => ({
        provider: "gke",
        scope: text,
        location: text,
        status: "failed" as const,
        clusters: null,
        operation: text,
        permission: text,
        reason: text,
      })),
    ],
    count: clusters.length,
    cluster: (index) => clusterReport(clusters[index] ?? fine(PLACE)),
  });
}

const PLACE = { name: "pay", scope: "123456789012", location: "eu-west-1" };

function ordinary(): FakeCluster[] {
  const gke = { scope: "acme", location: "europe-west4" };
  return [
    fine(PLACE),
    silent({ ...PLACE, name: "shop" }),
    waive(shortLived({ ...PLACE, name: "data" }), "LOG-RETENTION", "Kept in the SIEM", "platform team"),
    readsOff({ ...gke, name: "web" }),
    open({ ...gke, name: "ml" }, "folders/213"),
    elsewhere({ ...gke, name: "edge" }),
  ];
}

/** A cluster where everything a stranger can write is this text. */
function named(text: string, index: number): FakeCluster {
  const status = (["fail", "warn", "unknown", "pass"] as const)[index % 4] ?? "fail";
  const result: Partial<Result> = {
    status,
    message: `Found ${text} on ${text}.`,
    evidence: [`e-hostile-${index}`],
    ...(status === "unknown" ? { missing: [text] } : {}),
    remedy: `Rename ${text}: tool rename --from '${text}' --to good`,
  };
  const fake: FakeCluster = {
    provider: "gke",
    name: text,
    scope: text,
    location: text,
    labels: Object.fromEntries([
      [text, text],
      ["__proto__", text],
    ]),
    storeName: text,
    results: { "AUD-READS": result, "LOG-CENTRAL": result },
    evidence: [
      {
        id: `e-hostile-${index}`,
        operation: "container.clusters.list",
        scope: text,
        location: text,
        target: text,
        at: "2026-11-24T09:59:59Z",
        outcome: index % 2 === 0 ? "denied" : "malformed",
        excerpt: { [text]: [text, null, 1.5, true] },
      },
    ],
  };
  return index % 5 === 1 ? waive(fake, "LOG-CENTRAL", text, text) : fake;
}
