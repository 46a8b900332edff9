import { markdownCode, markdownFence, markdownFile, markdownText } from "../escape-markdown.ts";
import type { Cause } from "../overview/causes.ts";
import type { Overview } from "../overview/overview.ts";
import { sampleNames } from "../overview/sample.ts";
import { shortlist, type RestOfControl } from "../overview/shortlist.ts";
import { splitRemedy } from "../remedy.ts";
import { countOf, shortened } from "../words.ts";
import type { MarkdownDocument } from "./document.ts";
import { code, LONGEST_MESSAGE, whereText } from "./names.ts";

const MOST = 60;
const MOST_OF_CONTROL = 5;

export function addCauses(overview: Overview, status: "fail" | "warn", document: MarkdownDocument): void {
  const causes = overview.causes.filter((cause) => cause.result.status === status);
  const titles = new Map(overview.report.controls.map((control) => [control.id, control.title]));
  const consequences = causes.reduce((sum, cause) => sum + cause.consequences, 0);
  const { first, rest } = shortlist(causes, MOST, MOST_OF_CONTROL);
  const title = status === "fail" ? "Fails" : "Warnings";
  document.section({
    before: `\n#### ${title} (${countOf(causes.length, "cause")}, ${countOf(consequences, "consequence")})\n\n`,
    items: [...first.map((cause) => causeItem(cause, titles.get(cause.result.control))), ...rest.map(restItem)],
    noun: `cause of a ${status}`,
    nouns: `causes of ${status}s`,
  });
}

function causeItem(cause: Cause, title: string | undefined): string {
  const { result, clusters, consequences } = cause;
  const basis = result.basis === "observed" || result.basis === "documented" ? "" : ` (${result.basis})`;
  const [first = "one"] = sampleNames(clusters).map(code);
  const example = cause.isSameMessage ? "" : `On ${first}: `;
  const found = example + markdownText(shortened(result.message, LONGEST_MESSAGE));
  return [
    `- **${result.severity}** ${markdownCode(result.control)}${basis} on ${countOf(clusters.count, "cluster")}: `,
    `${whereText(clusters)}.${followText(consequences)}\n`,
    title === undefined ? "" : `  - Asked: ${markdownText(title)}.\n`,
    `  - Found: ${found}\n`,
    remedyText(cause),
  ].join("");
}

function followText(consequences: number): string {
  if (consequences === 0) return "";
  return ` ${countOf(consequences, "more finding")} ${consequences === 1 ? "follows" : "follow"}.`;
}

function remedyText({ result, isSameRemedy }: Cause): string {
  if (result.remedy === undefined) return "";
  const { sentence, command, file } = splitRemedy(result.remedy);
  const others = isSameRemedy ? "" : " Likewise for the others.";
  const what = `  - To do: ${markdownText(shortened(sentence, LONGEST_MESSAGE))}${others}\n`;
  const doing = command === undefined ? what : `${what}\n${markdownFence(command, "    ")}`;
  return file === undefined ? doing : `${doing}\n    Or in Terraform:\n\n${markdownFile(file, "    ", "hcl")}`;
}

function restItem({ result, clusters, consequences }: RestOfControl): string {
  const where = `${countOf(clusters.count, "more cluster")}: ${whereText(clusters)}`;
  return `- **${result.severity}** ${markdownCode(result.control)} on ${where}.${followText(consequences)}\n`;
}
