import { addEmpty, closeCollection, nodeOrEmpty, takeIf, unexpected, type ParserContext } from "./parser-context.ts";

export function firstFlowSequenceEntry(parser: ParserContext): void {
  if (takeIf(parser, "flow-sequence-end") !== undefined) return closeCollection(parser);
  flowSequenceItem(parser);
}

function flowSequenceEntry(parser: ParserContext): void {
  if (takeIf(parser, "flow-sequence-end") !== undefined) return closeCollection(parser);
  if (takeIf(parser, "flow-entry") === undefined) {
    throw unexpected('A "," or the closing "]" of this list is missing.', parser.scanner.peek().start);
  }
  if (takeIf(parser, "flow-sequence-end") !== undefined) return closeCollection(parser);
  flowSequenceItem(parser);
}

/** An item may be a single pair, `[a: b]`, which is a mapping of its own. */
function flowSequenceItem(parser: ParserContext): void {
  const key = takeIf(parser, "key");
  if (key === undefined) {
    parser.states.push(flowSequenceEntry);
    return parser.parseNode(parser, "flow");
  }
  parser.builder.open("mapping", undefined, key.start);
  parser.states.push(pairKey);
}

function pairKey(parser: ParserContext): void {
  const token = parser.scanner.peek();
  parser.states.push(pairValue);
  if (token.kind !== "value" && token.kind !== "flow-entry" && token.kind !== "flow-sequence-end") {
    return parser.parseNode(parser, "flow");
  }
  // go-yaml passes over this token whatever it is, so that [? : x] is an error there, and must be here.
  parser.scanner.skip();
  addEmpty(parser, token.end);
}

function pairValue(parser: ParserContext): void {
  const { start } = parser.scanner.peek();
  const hasValue = takeIf(parser, "value") !== undefined;
  if (hasValue) return nodeOrEmpty(parser, pairEnd, "flow", ["flow-entry", "flow-sequence-end"], start);
  parser.states.push(pairEnd);
  addEmpty(parser, start);
}

function pairEnd(parser: ParserContext): void {
  closeCollection(parser);
  parser.states.push(flowSequenceEntry);
}

export function firstFlowMappingKey(parser: ParserContext): void {
  if (takeIf(parser, "flow-mapping-end") !== undefined) return closeCollection(parser);
  flowMappingItem(parser);
}

function flowMappingKey(parser: ParserContext): void {
  if (takeIf(parser, "flow-mapping-end") !== undefined) return closeCollection(parser);
  if (takeIf(parser, "flow-entry") === undefined) {
    throw unexpected('A "," or the closing "}" of this mapping is missing.', parser.scanner.peek().start);
  }
  if (takeIf(parser, "flow-mapping-end") !== undefined) return closeCollection(parser);
  flowMappingItem(parser);
}

function flowMappingItem(parser: ParserContext): void {
  if (takeIf(parser, "key") === undefined) {
    parser.states.push(flowMappingMissingValue);
    return parser.parseNode(parser, "flow");
  }
  const none = ["value", "flow-entry", "flow-mapping-end"] as const;
  nodeOrEmpty(parser, flowMappingValue, "flow", none, parser.scanner.peek().start);
}

function flowMappingValue(parser: ParserContext): void {
  const { start } = parser.scanner.peek();
  const hasValue = takeIf(parser, "value") !== undefined;
  if (hasValue) return nodeOrEmpty(parser, flowMappingKey, "flow", ["flow-entry", "flow-mapping-end"], start);
  parser.states.push(flowMappingKey);
  addEmpty(parser, start);
}

function flowMappingMissingValue(parser: ParserContext): void {
  parser.states.push(flowMappingKey);
  addEmpty(parser, parser.scanner.peek().start);
}
