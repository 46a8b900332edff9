import { check, type Check } from "./check.ts";
import { ORGANIZATION_REGIONS, type SeededOrganization } from "./organization-seed.ts";
import type { ScanOutcome } from "./scan.ts";

/** Columns of the table below: three clusters of the management account, three of `shop`, three of the archive. */
const NAMES = ["kept", "short", "silent", "pay", "web", "asia", "gone-key", "no-group", "forever"] as const;

/** `pass`, `fail`, `warn`, `unknown` and `not-applicable`, by their first letters. */
const WORDS = new Map([
  ["p", "pass"],
  ["f", "fail"],
  ["w", "warn"],
  ["u", "unknown"],
  ["-", "not-applicable"],
]);

/**
 * What each control has to say of each cluster. Moto lacks account policies, centralization rules, telemetry pipelines,
 * cluster versions, bearer tokens and `accessConfig`, and its clusters are as young as the test: what hangs on them is
 * unknown. A copy that cannot be seen never spoils what is there, and keeps what is not from being certain.
 */
const STATUSES: { readonly [control: string]: string } = {
  //                 k s s  p w a  g n f
  "AUD-ENABLED": "   p p f  p p f  p p p",
  "AUD-CHANGES": "   p p f  p p f  p p p",
  "AUD-READS": "     p p f  p p f  p p p",
  "AUD-SECRETS": "   p p f  p p f  p p p",
  "AUD-INTERACTIVE": "p p f  p p f  p p p",
  "AUD-CREDENTIALS": "p p f  p p f  p p p",
  "AUD-DENIED": "    p p f  p p f  p p p",
  "AUD-AUTHN": "     p f f  p f f  p p p",
  "AUD-RBAC-BODY": " u u f  u u f  u u u",
  "AUD-NO-EXEMPTION": "u u -  u u -  u u u",
  "CTL-CLOUDAPI": "  f f f  p p p  f f f",
  "LOG-DELIVERED": " p p f  p p f  u f p",
  "LOG-RETENTION": " p u f  p p f  u f p",
  "LOG-CENTRAL": "   u u f  p u f  u f u",
  "LOG-IMMUTABLE": " u u f  p u f  u f u",
  "LOG-ENCRYPTION": "w w -  w w -  - - w",
  "LOG-ACCESS": "    u u -  f u -  u - u",
  "LOG-FLOW": "      u u -  u u -  u u u",
  "MON-DETECT": "    f f f  p f f  f f f",
  "MON-TAMPER": "    f f f  f p f  f f f",
  "PLAT-VERSION": "  u u u  u u u  u u u",
};

/** Compares a report with what was put into the organisation. */
export function compareOrganization({ code, report }: ScanOutcome, organization: SeededOrganization): Check[] {
  const { management, shop, archive, closed } = organization;
  const accounts = [management, shop, archive];
  const gone = report.ledger.find(({ scope }) => scope === closed);
  const checks = [
    check("exit code", code, 1),
    check("clusters", report.clusters.length, NAMES.length),
    check("ledger entries", report.ledger.length, accounts.length * ORGANIZATION_REGIONS.length + 1),
    check("ledger of the closed account", `${gone?.status} ${gone?.clusters}`, "skipped null"),
  ];
  for (const account of accounts) {
    for (const region of ORGANIZATION_REGIONS) {
      const entry = report.ledger.find(({ scope, location }) => scope === account && location === region);
      checks.push(check(`ledger of ${account} ${region}`, `${entry?.status} ${entry?.clusters}`, "read 1"));
    }
  }
  return [...checks, ...statusChecks(report, accounts)];
}

function statusChecks(report: ScanOutcome["report"], accounts: readonly string[]): Check[] {
  const ids = NAMES.map((name, index) => {
    const account = accounts[Math.floor(index / ORGANIZATION_REGIONS.length)] ?? "";
    const region = ORGANIZATION_REGIONS[index % ORGANIZATION_REGIONS.length] ?? "";
    return `arn:aws:eks:${region}:${account}:cluster/${name}`;
  });
  return Object.entries(STATUSES).flatMap(([control, row]) =>
    row
      .trim()
      .split(/\s+/)
      .flatMap((letter, index) => {
        const result = report.results.find((one) => one.cluster === ids[index] && one.control === control);
        const what = `${control} of ${NAMES[index]}`;
        const same = check(what, result?.status, WORDS.get(letter));
        // An unknown that names nothing to grant or to ask would leave the reader alone.
        return letter === "u"
          ? [same, check(`what would settle ${what}`, (result?.missing?.length ?? 0) > 0, true)]
          : [same];
      }),
  );
}
