import { frameworkLine } from "../overview/framework-line.ts";
import type { Overview } from "../overview/overview.ts";
import { firstOf } from "../words.ts";
import type { Page } from "./page.ts";

const MOST_IDS = 12;

export function writeFrameworks({ report }: Overview, page: Page): void {
  if (report.frameworks.length === 0) return;
  page.heading("FRAMEWORKS", "requirements by status");
  for (const framework of report.frameworks) {
    const { name, judged, apart, failed, unknown, reasons } = frameworkLine(framework);
    page.text("  ", `${name}: ${judged}${apart === "" ? "" : `; ${apart}`}`);
    if (failed.length > 0) page.text("    fail     ", firstOf(failed, MOST_IDS));
    if (unknown.length > 0) page.text("    unknown  ", firstOf(unknown, MOST_IDS));
    for (const reason of reasons) page.text("             ", reason);
  }
}
