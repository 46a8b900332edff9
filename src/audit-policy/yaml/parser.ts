import type { DecodedText } from "./encoding.ts";
import { readDirectives } from "./directives.ts";
import { NodeBuilder } from "./node-builder.ts";
import type { YamlNode } from "./nodes.ts";
import { addEmpty, type ParserContext } from "./parser-context.ts";
import { parseNode } from "./parse-node.ts";
import { Scanner } from "./scanner.ts";
import type { TokenKind } from "./tokens.ts";

const DOCUMENT_ENDS: readonly TokenKind[] = [
  "yaml-directive",
  "tag-directive",
  "document-start",
  "document-end",
  "stream-end",
];

/**
 * The tree of a text's first document; undefined if there is none. What follows the document is read only as far as the next token,
 * as go-yaml v2 does, so a broken second document does no harm.
 */
export function parseYaml(text: DecodedText): YamlNode | undefined {
  const scanner = new Scanner(text);
  if (scanner.peek().kind === "stream-end") return undefined;
  const { tags, isExplicit } = readDirectives(scanner);
  const builder = new NodeBuilder();
  const parser: ParserContext = { scanner, builder, tags, states: [], parseNode };
  const first = scanner.peek();
  if (isExplicit && DOCUMENT_ENDS.includes(first.kind)) addEmpty(parser, first.start);
  else parseNode(parser, "block");
  for (let state = parser.states.pop(); state !== undefined; state = parser.states.pop()) state(parser);
  scanner.peek();
  return builder.root;
}
