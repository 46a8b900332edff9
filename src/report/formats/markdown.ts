import type { Format } from "../format.ts";
import { addCauses } from "../markdown/causes.ts";
import { addClusters } from "../markdown/clusters.ts";
import { addCoverage, addFrameworks, addUnread } from "../markdown/details.ts";
import { createMarkdownDocument } from "../markdown/document.ts";
import { addUnknowns, addWaived } from "../markdown/open-points.ts";
import { addHead } from "../markdown/head.ts";
import { overviewOf } from "../overview/overview.ts";

export const format: Format = {
  name: "markdown",
  description: "for pull requests and job summaries on GitHub",
  render(report, out) {
    const overview = overviewOf(report);
    const document = createMarkdownDocument();
    addHead(overview, document);
    addUnread(overview, document);
    addClusters(overview, document);
    addCauses(overview, "fail", document);
    addUnknowns(overview, document);
    addCauses(overview, "warn", document);
    addWaived(overview, document);
    addCoverage(overview, document);
    addFrameworks(overview, document);
    out.write(document.text());
  },
};
