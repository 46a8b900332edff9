import { countOf } from "../words.ts";

/** A Markdown document of limited size. What does not fit is counted and said at the end. */
export interface MarkdownDocument {
  /** Text that must be there, before all sections. */
  head(text: string): void;
  /** A section of as many items as fit; `before` and `after` only appear around at least one item. */
  section(section: Section): void;
  text(): string;
}

export interface Section {
  readonly before: string;
  readonly items: readonly string[];
  readonly after?: string;
  /** What an item is, for the sentence about what was left out. */
  readonly noun: string;
  readonly nouns?: string;
}

/** GitHub refuses comments of more than 65 536 characters. */
const MOST = 65_000;
const CLOSING = 600;
/** Of the room that is left when not everything fits, so that later sections get some. */
const SHARE = 0.6;

export function createMarkdownDocument(): MarkdownDocument {
  const sections: Section[] = [];
  let head = "";
  return {
    head: (text) => void (head += text),
    section: (section) => void sections.push(section),
    text() {
      const whole = head + sections.map((section) => textOf(section, section.items.length)).join("");
      return whole.length <= MOST ? whole : head + cutToFit(sections, MOST - CLOSING - head.length);
    },
  };
}

function cutToFit(sections: readonly Section[], room: number): string {
  const left: string[] = [];
  let text = "";
  for (const section of sections) {
    const fitting = howManyFit(section, (room - text.length) * SHARE);
    const missing = section.items.length - fitting;
    text += textOf(section, fitting);
    if (missing > 0) left.push(countOf(missing, section.noun, section.nouns));
  }
  return `${text}\nLeft out for want of room: ${left.join(", ")}. The JSON report has everything.\n`;
}

function textOf({ before, items, after = "" }: Section, count: number): string {
  return count === 0 ? "" : before + items.slice(0, count).join("") + after;
}

function howManyFit({ before, items, after = "" }: Section, room: number): number {
  let used = before.length + after.length;
  const index = items.findIndex((item) => (used += item.length) > room);
  return index < 0 ? items.length : index;
}
