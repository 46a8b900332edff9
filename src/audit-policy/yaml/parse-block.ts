import { addEmpty, closeCollection, nodeOrEmpty, takeIf, unexpected, type ParserContext } from "./parser-context.ts";

export function blockSequenceEntry(parser: ParserContext): void {
  const entry = takeIf(parser, "block-entry");
  if (entry !== undefined) {
    return nodeOrEmpty(parser, blockSequenceEntry, "block", ["block-entry", "block-end"], entry.end);
  }
  if (takeIf(parser, "block-end") !== undefined) return closeCollection(parser);
  throw unexpected('A list entry "-" was expected here; check the indentation.', parser.scanner.peek().start);
}

/** A list whose dashes stand at the indentation of the key above: it ends with the first line that has no dash. */
export function indentlessSequenceEntry(parser: ParserContext): void {
  const entry = takeIf(parser, "block-entry");
  if (entry === undefined) return closeCollection(parser);
  nodeOrEmpty(parser, indentlessSequenceEntry, "block", ["block-entry", "key", "value", "block-end"], entry.end);
}

export function blockMappingKey(parser: ParserContext): void {
  const key = takeIf(parser, "key");
  if (key !== undefined) {
    return nodeOrEmpty(parser, blockMappingValue, "indentless", ["key", "value", "block-end"], key.end);
  }
  if (takeIf(parser, "block-end") !== undefined) return closeCollection(parser);
  throw unexpected("A key was expected here; check the indentation.", parser.scanner.peek().start);
}

function blockMappingValue(parser: ParserContext): void {
  const value = takeIf(parser, "value");
  if (value !== undefined) {
    return nodeOrEmpty(parser, blockMappingKey, "indentless", ["key", "value", "block-end"], value.end);
  }
  parser.states.push(blockMappingKey);
  addEmpty(parser, parser.scanner.peek().start);
}
