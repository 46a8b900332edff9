import { askField, compareField, type Field } from "./field.ts";
import type { Condition, Path, Pattern } from "./pattern.ts";
import { ALL, and, or, undecided, type PatternVerdict } from "./verdict.ts";

/** What a JSON pattern takes of entries with these fields. */
export function decidePattern(pattern: Pattern, fieldAt: (path: Path) => Field): PatternVerdict {
  if (pattern.type === "everything") return ALL;
  if (pattern.type === "odd") return undecided(pattern.why);
  return decide(pattern.condition, fieldAt);
}

function decide(condition: Condition, fieldAt: (path: Path) => Field): PatternVerdict {
  switch (condition.type) {
    case "and":
      return and(condition.items.map((item) => decide(item, fieldAt)));
    case "or":
      return or(condition.items.map((item) => decide(item, fieldAt)));
    case "compare":
      return compareField(fieldAt(condition.path), nameOf(condition.path), condition.operator, condition.value);
    case "odd":
      return undecided(condition.why);
    default:
      return askField(fieldAt(condition.path), nameOf(condition.path), condition.type);
  }
}

function nameOf(path: Path): string {
  return path.join(".").slice(0, 80);
}
