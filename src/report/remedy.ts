/** A remedy is one sentence, then the exact command, then what may stand in a file instead. */
export interface Remedy {
  readonly sentence: string;
  readonly command: string | undefined;
  /** Terraform or the like, line by line. */
  readonly file?: string;
}

/** A quoted name; an apostrophe within a word opens none. */
const QUOTED = /(?<=^|\s)'(?:[^']|'\\'')*'/g;

/**
 * The command starts on the one new line, or at the first small letter after a full stop or colon outside quotes. What may
 * stand in a file starts on a line of its own with its first resource.
 */
export function splitRemedy(text: string): Remedy {
  const trimmed = text.trim();
  const masked = trimmed.replace(QUOTED, (quoted) => "x".repeat(quoted.length));
  const file = /\r?\nresource "/.exec(masked);
  if (!file) return splitCommand(trimmed);
  return { ...splitCommand(trimmed.slice(0, file.index)), file: trimmed.slice(file.index).trim() };
}

/** A new line within a quoted name begins no command: such names come from strangers. */
function splitCommand(text: string): Remedy {
  const masked = text.replace(QUOTED, (quoted) => "x".repeat(quoted.length));
  const [sentence = "", command, ...more] = masked.split(/\r?\n/);
  if (command !== undefined && more.length === 0) {
    return { sentence: text.slice(0, sentence.length), command: text.slice(sentence.length).trim() };
  }
  const found = /[.:]\s+(?=[a-z][\w-]*\s)/.exec(masked);
  if (!found) return { sentence: text, command: undefined };
  return { sentence: `${text.slice(0, found.index)}.`, command: text.slice(found.index + found[0].length) };
}

/**
 * What remains of a remedy when the values of one cluster are taken out: the words up to the first flag, and the flags.
 * Clusters whose remedies have the same shape are helped in the same way.
 */
export function remedyShape(text: string, values: readonly string[]): string {
  const { sentence, command } = splitRemedy(text);
  if (command === undefined) return withoutValues(sentence, values);
  const words = shellWords(withoutValues(command, values));
  const firstFlag = words.findIndex((word) => word.startsWith("-"));
  const verbs = words.slice(0, firstFlag < 0 ? words.length : firstFlag);
  const flags = words.filter((word) => word.startsWith("-")).map((word) => word.split("=")[0] ?? word);
  return [...verbs, ...flags].join(" ");
}

/** The text without what differs from one cluster to the next. */
export function withoutValues(text: string, values: readonly string[]): string {
  const longestFirst = values.filter((value) => value !== "").toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, value) => rest.replace(wholeWord(value), "…"), text);
}

function wholeWord(value: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${value.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")}(?![A-Za-z0-9])`, "g");
}

/** The words of a command, with their quotes: cut only at spaces that a shell would cut at. */
export function shellWords(command: string): string[] {
  const words: string[] = [];
  let word = "";
  let quote = "";
  for (let index = 0; index < command.length; index += 1) {
    const character = command.charAt(index);
    if (character === "\\" && quote !== "'") {
      word += character + command.charAt(index + 1);
      index += 1;
    } else if (character === " " && quote === "") {
      if (word !== "") words.push(word);
      word = "";
    } else {
      if (quote === "" && (character === "'" || character === '"')) quote = character;
      else if (quote === character) quote = "";
      word += character;
    }
  }
  return word === "" ? words : [...words, word];
}
