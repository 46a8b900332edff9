import { SyntaxProblem } from "../yaml/problem.ts";
import { MAX_JSON_DEPTH, type Value } from "./value.ts";

/** Refuses values that YAML can say and JSON cannot, and nesting that encoding/json does not read. */
export function requireJson(root: Value): void {
  const waiting: { value: Value; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (value.kind === "unusable") throw new SyntaxProblem(value.message, value.at);
    if (value.kind !== "list" && value.kind !== "map") continue;
    if (depth >= MAX_JSON_DEPTH) throw new SyntaxProblem(`Nested more than ${MAX_JSON_DEPTH} levels deep.`, value.at);
    const children = value.kind === "list" ? value.items : value.entries.map((entry) => entry.value);
    for (const child of children) waiting.push({ value: child, depth: depth + 1 });
  }
}
