import type { ClusterReport, Report } from "../../model/report.ts";
import type { Format } from "../format.ts";
import {
  activityJson,
  clusterJson,
  controlJson,
  coverageJson,
  evidenceJson,
  frameworkJson,
  ledgerJson,
  resultJson,
  storeJson,
} from "../json/rows.ts";
import { createJsonWriter } from "../json/writer.ts";

/** Walks the clusters once for each array, so that no more than one cluster is in memory at a time. */
export const format: Format = {
  name: "json",
  description: "the whole report, for programs; see schemas/report.schema.json",
  render(report, out) {
    const json = createJsonWriter((text) => out.write(text));
    const { name, version } = report.tool;
    const { id, hotDays, totalDays } = report.requirements;
    json.value("schemaVersion", report.schemaVersion);
    json.value("tool", { name, version });
    json.value("readAt", report.readAt);
    json.value("requirements", id);
    json.value("required", { hotDays, totalDays });
    json.array("ledger", report.ledger.map(ledgerJson));
    json.array(
      "clusters",
      rows(report, ({ cluster }) => [clusterJson(cluster)]),
    );
    json.array(
      "results",
      rows(report, ({ results }) => results.map(resultJson)),
    );
    json.array(
      "coverage",
      rows(report, ({ coverage }) => coverage.map(coverageJson)),
    );
    json.array("stores", once(rows(report, ({ stores }) => stores.map(storeJson))));
    json.array("evidence", once(rows(report, ({ evidence }) => evidence.map(evidenceJson))));
    json.array("frameworks", report.frameworks.map(frameworkJson));
    json.array("controls", report.controls.map(controlJson));
    json.array("activities", report.activities.map(activityJson));
    const { clusters, results, ledger } = report.summary;
    json.value("summary", { clusters, results, ledger });
    json.end();
  },
};

function* rows<T>(report: Report, rowsOf: (cluster: ClusterReport) => readonly T[]): Generator<T> {
  for (const cluster of report.clusters()) yield* rowsOf(cluster);
}

/** What several clusters share is written with the first of them. */
function* once<T extends { readonly id: string }>(items: Iterable<T>): Generator<T> {
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(item.id)) continue;
    seen.add(item.id);
    yield item;
  }
}
