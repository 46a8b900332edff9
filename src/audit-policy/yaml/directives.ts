import { positionOf } from "./cursor.ts";
import { SyntaxProblem } from "./problem.ts";
import type { Scanner } from "./scanner.ts";

/** What the handles of tags stand for. */
export type TagPrefixes = ReadonlyMap<string, string>;

/** Reads what stands before a document: directives, and `---`, which they require. */
export function readDirectives(scanner: Scanner): { tags: TagPrefixes; isExplicit: boolean } {
  const tags = new Map<string, string>();
  let hasVersion = false;
  for (let token = scanner.peek(); ; token = scanner.peek()) {
    if (token.kind === "yaml-directive") {
      if (hasVersion || token.major !== 1 || token.minor !== 1) {
        throw new SyntaxProblem("Kubernetes reads YAML 1.1 only: leave out the %YAML line.", positionOf(token.start));
      }
      hasVersion = true;
    } else if (token.kind === "tag-directive") {
      if (tags.has(token.handle))
        throw new SyntaxProblem("This %TAG handle is defined twice.", positionOf(token.start));
      tags.set(token.handle, token.prefix);
    } else {
      break;
    }
    scanner.skip();
  }
  const token = scanner.peek();
  const isExplicit = token.kind === "document-start";
  if (!isExplicit && (hasVersion || tags.size > 0)) {
    throw new SyntaxProblem('A line with "---" must follow the directives.', positionOf(token.start));
  }
  if (isExplicit) scanner.skip();
  if (!tags.has("!")) tags.set("!", "!");
  if (!tags.has("!!")) tags.set("!!", "tag:yaml.org,2002:");
  return { tags, isExplicit };
}
