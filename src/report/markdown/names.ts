import { markdownCode } from "../escape-markdown.ts";
import { sampleNames, type Sample } from "../overview/sample.ts";
import { namesOf, shortened } from "../words.ts";

/** Characters of a sentence. */
export const LONGEST_MESSAGE = 1000;
const LONGEST_NAME = 120;

/** A name as code, cut when somebody made it longer than anyone reads. */
export function code(name: string): string {
  return markdownCode(shortened(name, LONGEST_NAME));
}

/** The first few clusters by name, the others by number. */
export function whereText(clusters: Sample): string {
  return namesOf(sampleNames(clusters).map(code), clusters.count);
}
