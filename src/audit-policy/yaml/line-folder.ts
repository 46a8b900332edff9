/** Joins the lines of a scalar: a single line break becomes a space, further ones stay, blanks around breaks vanish. */
export class LineFolder {
  text = "";
  hasPendingBreak = false;
  #blanks = "";
  #firstBreak = "";
  #moreBreaks = "";

  addText(text: string): void {
    this.settle();
    this.text += text;
  }

  addBlank(blank: string): void {
    if (!this.hasPendingBreak) this.#blanks += blank;
  }

  addBreak(lineBreak: string): void {
    if (this.hasPendingBreak) {
      this.#moreBreaks += lineBreak;
      return;
    }
    this.#blanks = "";
    this.#firstBreak = lineBreak;
    this.hasPendingBreak = true;
  }

  /** A break that was escaped: it joins the lines without a space. */
  addEscapedBreak(): void {
    this.hasPendingBreak = true;
  }

  settle(): void {
    if (this.hasPendingBreak) this.text += this.#foldedBreaks();
    else this.text += this.#blanks;
    this.hasPendingBreak = false;
    this.#blanks = "";
    this.#firstBreak = "";
    this.#moreBreaks = "";
  }

  #foldedBreaks(): string {
    if (this.#firstBreak !== "\n") return this.#firstBreak + this.#moreBreaks;
    return this.#moreBreaks === "" ? " " : this.#moreBreaks;
  }
}
