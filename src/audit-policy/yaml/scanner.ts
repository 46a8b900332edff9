import { isBlank, isBreak, isDocumentMarker, isSpaceOrEnd, positionOf, skipComment } from "./cursor.ts";
import type { DecodedText } from "./encoding.ts";
import { SyntaxProblem } from "./problem.ts";
import { scanAnchor, scanTag } from "./scan-properties.ts";
import { scanBlockScalar } from "./scan-block-scalar.ts";
import { scanDirective } from "./scan-directive.ts";
import { scanPlainScalar } from "./scan-plain-scalar.ts";
import { scanQuotedScalar } from "./scan-quoted-scalar.ts";
import { ScannerState } from "./scanner-state.ts";
import type { Token } from "./tokens.ts";

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Splits YAML 1.1 text into tokens, with the leniencies and refusals of go-yaml v2 (a port of libyaml), which the API server uses.
 * Checked against go.yaml.in/yaml/v2 v2.4.4 by comparing verdicts over mutated files (2026-11).
 */
export class Scanner {
  readonly #state: ScannerState;

  constructor(text: DecodedText) {
    this.#state = new ScannerState(text);
    this.#state.cursor.need(1);
  }

  peek(): Token {
    while (this.#state.mustReadOn()) fetchToken(this.#state);
    const token = this.#state.first();
    if (token === undefined) throw new Error("The scanner ran past the end.");
    return token;
  }

  skip(): void {
    this.#state.take();
  }
}

function fetchToken(state: ScannerState): void {
  const { cursor } = state;
  skipToContent(state);
  state.unrollIndent(cursor.column);
  cursor.need(4);
  const code = cursor.code();
  if (code === 0) return fetchEnd(state);
  if (cursor.column === 0 && code === 0x25) return fetchDirective(state);
  if (isDocumentMarker(cursor)) return fetchMarker(state, code === 0x2d ? "document-start" : "document-end");
  fetchContent(state, String.fromCharCode(code));
}

function fetchContent(state: ScannerState, character: string): void {
  const { cursor } = state;
  const isFollowedBySpace = isSpaceOrEnd(cursor.code(1));
  const isInFlow = state.flowLevel > 0;
  if (character === "[") return fetchFlowStart(state, "flow-sequence-start");
  if (character === "{") return fetchFlowStart(state, "flow-mapping-start");
  if (character === "]") return fetchFlowEnd(state, "flow-sequence-end");
  if (character === "}") return fetchFlowEnd(state, "flow-mapping-end");
  if (character === ",") return fetchFlowEntry(state);
  if (character === "-" && isFollowedBySpace) return fetchBlockEntry(state);
  if (character === "?" && (isInFlow || isFollowedBySpace)) return fetchKey(state);
  if (character === ":" && (isInFlow || isFollowedBySpace)) return fetchValue(state);
  if (character === "*") return fetchWord(state, () => scanAnchor(cursor, "alias"));
  if (character === "&") return fetchWord(state, () => scanAnchor(cursor, "anchor"));
  if (character === "!") return fetchWord(state, () => scanTag(cursor));
  if ((character === "|" || character === ">") && !isInFlow) return fetchBlockScalar(state, character === "|");
  if (character === "'" || character === '"') return fetchWord(state, () => scanQuotedScalar(cursor, character));
  if (canBeginPlain(character, cursor.code(1))) return fetchPlain(state);
  throw new SyntaxProblem(startMessage(character), positionOf(cursor));
}

function canBeginPlain(character: string, next: number): boolean {
  if (character === "-") return !isBlank(next);
  if (character === "?" || character === ":") return !isSpaceOrEnd(next);
  return !isSpaceOrEnd(character.charCodeAt(0)) && !",[]{}#&*!|>'\"%@`".includes(character);
}

function startMessage(character: string): string {
  if (character === "\t") return "A tab cannot be used for indentation here; use spaces.";
  return `The character ${character} cannot begin a value; put the value in quotes.`;
}

function skipToContent(state: ScannerState): void {
  const { cursor } = state;
  for (;;) {
    if (cursor.at === 0 && cursor.code() === BYTE_ORDER_MARK) cursor.skip();
    skipIndentation(state);
    skipComment(cursor);
    if (!isBreak(cursor.code())) return;
    cursor.skipBreak();
    if (state.flowLevel === 0) state.isKeyAllowed = true;
  }
}

/** A tab may separate, but not indent what could become a key. */
function skipIndentation({ cursor, flowLevel, isKeyAllowed }: ScannerState): void {
  const isSkipped = flowLevel > 0 || !isKeyAllowed ? isBlank : isSpace;
  while (isSkipped(cursor.code())) cursor.skip();
}

function isSpace(code: number): boolean {
  return code === 0x20;
}

function fetchEnd(state: ScannerState): void {
  const { cursor } = state;
  if (cursor.column !== 0) {
    cursor.column = 0;
    cursor.line += 1;
  }
  state.unrollIndent(-1);
  state.removeKey();
  state.isKeyAllowed = false;
  state.hasEnded = true;
  state.add({ kind: "stream-end", start: cursor.mark(), end: cursor.mark() });
}

function fetchDirective(state: ScannerState): void {
  state.unrollIndent(-1);
  state.removeKey();
  state.isKeyAllowed = false;
  state.add(scanDirective(state.cursor));
}

function fetchMarker(state: ScannerState, kind: "document-start" | "document-end"): void {
  state.unrollIndent(-1);
  state.removeKey();
  state.isKeyAllowed = false;
  state.addStructure(kind, 3);
}

function fetchFlowStart(state: ScannerState, kind: "flow-sequence-start" | "flow-mapping-start"): void {
  state.saveKey();
  state.enterFlow();
  state.isKeyAllowed = true;
  state.addStructure(kind, 1);
}

function fetchFlowEnd(state: ScannerState, kind: "flow-sequence-end" | "flow-mapping-end"): void {
  state.removeKey();
  state.leaveFlow();
  state.isKeyAllowed = false;
  state.addStructure(kind, 1);
}

function fetchFlowEntry(state: ScannerState): void {
  state.removeKey();
  state.isKeyAllowed = true;
  state.addStructure("flow-entry", 1);
}

function fetchBlockEntry(state: ScannerState): void {
  if (state.flowLevel === 0) beginBlock(state, "block-sequence-start", 'A list entry "-" cannot stand here.');
  state.removeKey();
  state.isKeyAllowed = true;
  state.addStructure("block-entry", 1);
}

function fetchKey(state: ScannerState): void {
  if (state.flowLevel === 0) beginBlock(state, "block-mapping-start", "A key cannot stand here.");
  state.removeKey();
  state.isKeyAllowed = state.flowLevel === 0;
  state.addStructure("key", 1);
}

function fetchValue(state: ScannerState): void {
  if (state.turnIntoKey()) {
    state.isKeyAllowed = false;
  } else {
    if (state.flowLevel === 0)
      beginBlock(state, "block-mapping-start", 'A ":" cannot stand here; put the text in quotes.');
    state.isKeyAllowed = state.flowLevel === 0;
  }
  state.addStructure("value", 1);
}

function beginBlock(state: ScannerState, kind: "block-sequence-start" | "block-mapping-start", refusal: string): void {
  if (!state.isKeyAllowed) throw new SyntaxProblem(refusal, positionOf(state.cursor));
  state.rollIndent(state.cursor.mark(), kind);
}

function fetchWord(state: ScannerState, scan: () => Token): void {
  state.saveKey();
  state.isKeyAllowed = false;
  state.add(scan());
}

function fetchPlain(state: ScannerState): void {
  state.saveKey();
  state.isKeyAllowed = false;
  const { token, endsWithBreak } = scanPlainScalar(state.cursor, state);
  state.add(token);
  if (endsWithBreak) state.isKeyAllowed = true;
}

function fetchBlockScalar(state: ScannerState, isLiteral: boolean): void {
  state.removeKey();
  state.isKeyAllowed = true;
  state.add(scanBlockScalar(state.cursor, state.indent, isLiteral));
}
