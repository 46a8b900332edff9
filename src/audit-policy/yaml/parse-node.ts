import type { Mark } from "./cursor.ts";
import { blockMappingKey, blockSequenceEntry, indentlessSequenceEntry } from "./parse-block.ts";
import { firstFlowMappingKey, firstFlowSequenceEntry } from "./parse-flow.ts";
import { unexpected, type NodePlace, type ParserContext, type State } from "./parser-context.ts";
import type { Token } from "./tokens.ts";

interface Properties {
  anchor: string | undefined;
  tag: string;
  start: Mark;
}

/** One value: an alias, a scalar, or the beginning of a list or mapping, with its anchor and tag. */
export function parseNode(parser: ParserContext, place: NodePlace): void {
  const { scanner, builder, states } = parser;
  const first = scanner.peek();
  if (first.kind === "alias") {
    scanner.skip();
    return builder.addAlias(first.value, first.start);
  }
  const properties = readProperties(parser, first);
  const { anchor, tag, start } = properties;
  const token = scanner.peek();
  if (token.kind === "scalar") {
    scanner.skip();
    const isPlain = tag === "!" || (tag === "" && token.isPlain);
    return builder.addScalar({ kind: "scalar", value: token.value, tag, isPlain, start }, anchor);
  }
  const collection = collectionOf(token, place);
  if (collection !== undefined) {
    // The dash that begins a list without indentation is its first entry, not a token of its own.
    if (token.kind !== "block-entry") scanner.skip();
    builder.open(collection.kind, anchor, start);
    states.push(collection.state);
    return;
  }
  if (anchor === undefined && tag === "") throw unexpected(missingMessage(token), token.start);
  builder.addScalar({ kind: "scalar", value: "", tag, isPlain: tag === "", start }, anchor);
}

function collectionOf(token: Token, place: NodePlace): { kind: "sequence" | "mapping"; state: State } | undefined {
  if (token.kind === "flow-sequence-start") return { kind: "sequence", state: firstFlowSequenceEntry };
  if (token.kind === "flow-mapping-start") return { kind: "mapping", state: firstFlowMappingKey };
  if (token.kind === "block-entry" && place === "indentless")
    return { kind: "sequence", state: indentlessSequenceEntry };
  if (place === "flow") return undefined;
  if (token.kind === "block-sequence-start") return { kind: "sequence", state: blockSequenceEntry };
  return token.kind === "block-mapping-start" ? { kind: "mapping", state: blockMappingKey } : undefined;
}

function readProperties(parser: ParserContext, first: Token): Properties {
  const properties: Properties = { anchor: undefined, tag: "", start: first.start };
  let hasTag = false;
  for (let token = first; ; token = parser.scanner.peek()) {
    if (token.kind === "anchor" && properties.anchor === undefined) {
      properties.anchor = token.value;
    } else if (token.kind === "tag" && !hasTag) {
      hasTag = true;
      properties.tag = fullTag(parser, token);
    } else {
      return properties;
    }
    parser.scanner.skip();
  }
}

function fullTag(parser: ParserContext, token: Token & { kind: "tag" }): string {
  if (token.handle === "") return token.suffix;
  const prefix = parser.tags.get(token.handle);
  if (prefix === undefined) throw unexpected(`The tag handle ${token.handle} is not defined.`, token.start);
  return prefix + token.suffix;
}

function missingMessage(token: Token): string {
  if (token.kind === "stream-end") return "The file ends where a value was expected.";
  return "A value was expected here.";
}
