/**
 * Which log groups a centralization rule copies. The criteria have the form of the filters of OAM links:
 * https://docs.aws.amazon.com/OAM/latest/APIReference/API_LogGroupConfiguration.html (2026-11).
 * @returns undefined when it is not understood
 */
export function isSelected(criteria: string | null, field: string, value: string): boolean | undefined {
  const text = (criteria ?? "*").trim();
  if (text === "*" || text === "") return true;
  if (text.length > 2000) return undefined;
  const conditions = splitOutside(text);
  if (!conditions) return undefined;
  const answers = conditions.parts.map((part) => holds(part, field, value));
  if (conditions.joiner === "OR") return answers.includes(true) || (answers.includes(undefined) ? undefined : false);
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

interface Conditions {
  readonly joiner: "AND" | "OR";
  readonly parts: readonly string[];
}

/** Cuts at AND or OR outside quotes; which of the two binds more is not published, so that both together are not read. */
function splitOutside(text: string): Conditions | undefined {
  const words = text.match(/'[^']*'|\bAND\b|\bOR\b|[^'AO]+|[AO]/g) ?? [];
  if (words.join("") !== text) return undefined;
  const joiners = new Set(words.filter((word) => word === "AND" || word === "OR"));
  if (joiners.size > 1) return undefined;
  const parts = [""];
  for (const word of words) {
    if (word === "AND" || word === "OR") parts.push("");
    else parts.push(`${parts.pop() ?? ""}${word}`);
  }
  return { joiner: joiners.has("OR") ? "OR" : "AND", parts };
}

const COMPARISON = /^\s*([A-Za-z]+)\s*(=|!=|NOT\s+LIKE|LIKE)\s*'([^']*)'\s*$/;
const LIST = /^\s*([A-Za-z]+)\s+(NOT\s+IN|IN)\s*\(([^()]*)\)\s*$/;

function holds(condition: string, field: string, value: string): boolean | undefined {
  const [, name, operator, wanted = ""] = COMPARISON.exec(condition) ?? LIST.exec(condition) ?? [];
  if (name !== field || operator === undefined) return undefined;
  switch (operator.replace(/\s+/g, " ")) {
    case "=":
      return value === wanted;
    case "!=":
      return value !== wanted;
    case "LIKE":
      return startsLike(value, wanted);
    case "NOT LIKE": {
      const is = startsLike(value, wanted);
      return is === undefined ? undefined : !is;
    }
    default: {
      const names = listed(wanted);
      if (!names) return undefined;
      return names.includes(value) === (operator === "IN");
    }
  }
}

/** A `%` may stand at the end only. */
function startsLike(value: string, wanted: string): boolean | undefined {
  const prefix = wanted.endsWith("%") ? wanted.slice(0, -1) : wanted;
  if (prefix.includes("%") || prefix.includes("_%")) return undefined;
  return wanted.endsWith("%") ? value.startsWith(prefix) : value === prefix;
}

function listed(text: string): string[] | undefined {
  const items = text.split(",").map((item) => /^\s*'([^']*)'\s*$/.exec(item)?.[1]);
  return items.every((item) => item !== undefined) ? items : undefined;
}
