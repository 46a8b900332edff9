import { check, type Check } from "./check.ts";
import type { ScanOutcome } from "./scan.ts";
import { ACCOUNT, CLUSTERS, REGIONS } from "./seed.ts";

/** Columns of the table below. */
const NAMES = ["pay", "forever", "shop", "silent", "second"] as const;

/**
 * What each control has to say of each cluster. Moto answers no `accessConfig` and knows no telemetry pipelines and no
 * account policies, so that what depends on them is unknown: there may be a copy that is kept longer.
 */
const STATUSES: { readonly [control: string]: readonly string[] } = {
  "AUD-ENABLED": ["pass", "pass", "pass", "fail", "pass"],
  "AUD-CHANGES": ["pass", "pass", "pass", "fail", "pass"],
  "AUD-READS": ["pass", "pass", "pass", "fail", "pass"],
  "AUD-SECRETS": ["pass", "pass", "pass", "fail", "pass"],
  "AUD-INTERACTIVE": ["pass", "pass", "pass", "fail", "pass"],
  "AUD-RBAC-BODY": ["unknown", "unknown", "unknown", "fail", "unknown"],
  "AUD-CREDENTIALS": ["pass", "pass", "pass", "fail", "pass"],
  "AUD-DENIED": ["pass", "pass", "pass", "fail", "pass"],
  "AUD-AUTHN": ["pass", "fail", "fail", "fail", "fail"],
  "AUD-NO-EXEMPTION": ["unknown", "unknown", "unknown", "not-applicable", "unknown"],
  "LOG-DELIVERED": ["pass", "pass", "fail", "fail", "pass"],
  "LOG-RETENTION": ["pass", "pass", "fail", "fail", "unknown"],
};

/** Compares a report with what was put into the server. */
export function compare({ code, report }: ScanOutcome): Check[] {
  const checks = [check("exit code", code, 1), check("clusters", report.clusters.length, CLUSTERS.length)];
  for (const region of REGIONS) {
    const entry = report.ledger.find(({ scope, location }) => scope === ACCOUNT && location === region);
    const clusters = CLUSTERS.filter((cluster) => cluster.region === region).length;
    checks.push(check(`ledger of ${region}`, `${entry?.status} ${entry?.clusters}`, `read ${clusters}`));
  }
  for (const { region, name } of CLUSTERS) {
    const id = `arn:aws:eks:${region}:${ACCOUNT}:cluster/${name}`;
    checks.push(check(`labels of ${name}`, report.clusters.find((one) => one.id === id)?.labels["seeded"], "yes"));
    for (const [control, statuses] of Object.entries(STATUSES)) {
      const result = report.results.find((one) => one.cluster === id && one.control === control);
      checks.push(check(`${control} of ${name}`, result?.status, statuses[NAMES.findIndex((known) => known === name)]));
    }
  }
  return checks;
}
