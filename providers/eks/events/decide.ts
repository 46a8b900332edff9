import { matchesEveryText, matchesText } from "./match.ts";
import type { EventTest, TextMatch } from "./operators.ts";
import type { EventPattern } from "./pattern.ts";
import { ALL, and, NONE, or, PARTLY, undecided, type Takes } from "./takes.ts";

/** What a field holds in the events that are looked at. */
export type EventField =
  /** One of these texts; each of them is possible. */
  | { readonly kind: "text"; readonly values: readonly string[] }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "absent" }
  /** Not the same in all of them, and perhaps not there. */
  | { readonly kind: "free" }
  | { readonly kind: "odd"; readonly why: string };

/** What a pattern takes of events with these fields. */
export function decideEventPattern(pattern: EventPattern, fieldAt: (path: readonly string[]) => EventField): Takes {
  switch (pattern.type) {
    case "and":
      return and(pattern.items.map((item) => decideEventPattern(item, fieldAt)));
    case "or":
      return or(pattern.items.map((item) => decideEventPattern(item, fieldAt)));
    case "odd":
      return undecided(pattern.why);
    case "field":
      return decideField(pattern.path, pattern.tests, fieldAt);
  }
}

function decideField(
  path: readonly string[],
  tests: readonly EventTest[],
  fieldAt: (path: readonly string[]) => EventField,
): Takes {
  const name = path.join(".").slice(0, 80);
  // Whether a dot leads into the field or is part of its name is not published.
  if (path.some((part) => part.includes("."))) return undecided(`it names ${name} with a dot in it`);
  const field = fieldAt(path);
  switch (field.kind) {
    case "text":
      return decideTexts(field.values, name, tests);
    case "boolean":
      return or(tests.map((test) => decideBoolean(field.value, name, test)));
    case "absent":
      return or(tests.map((test) => decideAbsent(name, test)));
    case "free":
      return decideFree(name, tests);
    case "odd":
      return undecided(field.why);
  }
}

function decideTexts(values: readonly string[], name: string, tests: readonly EventTest[]): Takes {
  const each = values.map((value) => or(tests.map((test) => decideText(value, name, test))));
  const known = each.map(({ may }) => (may.length === 1 ? may[0] : undefined));
  if (known.every((share) => share === "all")) return ALL;
  if (known.every((share) => share === "none")) return NONE;
  if (known.includes("none")) return PARTLY;
  return each.find(({ why }) => why !== undefined) ?? PARTLY;
}

function decideText(value: string, name: string, test: EventTest): Takes {
  switch (test.type) {
    case "value":
      return test.value === value ? ALL : NONE;
    case "text":
      return answer(matchesText(test.match, value), name);
    case "but":
      if (test.values.some((one) => typeof one === "number")) return mixed(name);
      return test.values.includes(value) ? NONE : ALL;
    case "but-text":
      return answer(inverse(matchesAny(test.matches, value)), name);
    case "numeric":
    case "address":
      return NONE;
    case "exists":
      return test.exists ? ALL : NONE;
    case "odd":
      return undecided(test.why);
  }
}

function matchesAny(matches: readonly TextMatch[], value: string): boolean | undefined {
  const answers = matches.map((match) => matchesText(match, value));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function inverse(is: boolean | undefined): boolean | undefined {
  return is === undefined ? undefined : !is;
}

function answer(is: boolean | undefined, name: string): Takes {
  if (is === undefined) return undecided(`how it compares ${name} is not published`);
  return is ? ALL : NONE;
}

function mixed(name: string): Takes {
  return undecided(`it compares ${name} with values of another kind`);
}

/** A text is never the same as a word of JSON. */
function decideBoolean(value: boolean, name: string, test: EventTest): Takes {
  switch (test.type) {
    case "value":
      return test.value === value ? ALL : NONE;
    case "exists":
      return test.exists ? ALL : NONE;
    case "but":
    case "but-text":
      return mixed(name);
    case "odd":
      return undecided(test.why);
    default:
      return NONE;
  }
}

function decideAbsent(name: string, test: EventTest): Takes {
  switch (test.type) {
    case "exists":
      return test.exists ? NONE : ALL;
    case "but":
    case "but-text":
      return undecided(`what anything-but says of events without ${name} is not published`);
    case "odd":
      return undecided(test.why);
    default:
      return NONE;
  }
}

/** What depends on more than is known takes a part, unless it may be a way to write "anything". */
function decideFree(name: string, tests: readonly EventTest[]): Takes {
  const odd = tests.find((test) => test.type === "odd");
  if (odd) return undecided(odd.why);
  const isOneOfSeveral = tests.length > 1;
  return tests.some((test) => mayTakeAnything(test, isOneOfSeveral))
    ? undecided(`it depends on ${name}, which is not known here`)
    : PARTLY;
}

/** Beside another test a negation may leave nothing out, and a word of JSON be the last that was missing. */
function mayTakeAnything(test: EventTest, isOneOfSeveral: boolean): boolean {
  switch (test.type) {
    case "value":
      return isOneOfSeveral && (test.value === null || typeof test.value === "boolean");
    case "text":
      return matchesEveryText(test.match);
    case "but":
    case "but-text":
      return isOneOfSeveral;
    case "numeric":
    case "address":
      return test.everything;
    default:
      return true;
  }
}
