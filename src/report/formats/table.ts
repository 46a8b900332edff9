import type { Format } from "../format.ts";
import { overviewOf } from "../overview/overview.ts";
import { writeCauses } from "../table/causes.ts";
import { writeClusters } from "../table/clusters.ts";
import { writeFrameworks } from "../table/frameworks.ts";
import { writeGaps } from "../table/gaps.ts";
import { writeFoot, writeHead } from "../table/head.ts";
import { limitsFor } from "../table/limits.ts";
import { createPage } from "../table/page.ts";
import { writeUnknowns } from "../table/unknowns.ts";
import { writeUnread } from "../table/unread.ts";
import { writeWaived } from "../table/waived.ts";

export const format: Format = {
  name: "table",
  description: "for people, on a terminal",
  render(report, out) {
    const overview = overviewOf(report);
    const limits = limitsFor(overview);
    const page = createPage(out);
    writeHead(overview, page);
    writeUnread(overview, limits, page);
    writeClusters(overview, limits, page);
    writeCauses(overview, limits, page);
    writeGaps(overview, limits, page);
    writeUnknowns(overview, limits, page);
    writeWaived(overview, limits, page);
    writeFrameworks(overview, page);
    writeFoot(overview, page);
  },
};
