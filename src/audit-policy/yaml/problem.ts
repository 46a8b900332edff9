/** Where something stands in a text. Both numbers count from 1; a column is one character, whatever its encoding. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Ends the reading of a text; caught where the reading began, never seen outside. */
export class SyntaxProblem extends Error {
  readonly at: Position;

  constructor(message: string, at: Position) {
    super(message);
    this.name = "SyntaxProblem";
    this.at = at;
  }
}
