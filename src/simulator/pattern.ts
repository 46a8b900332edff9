const compiled = new Map<string, RegExp>();

/** Whether a text is like a pattern, in which `*` stands for any text; everything is like no pattern. */
export function isLike(text: string, pattern: string | undefined): boolean {
  return pattern === undefined || expressionOf(pattern).test(text);
}

function expressionOf(pattern: string): RegExp {
  const found = compiled.get(pattern);
  if (found) return found;
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "s");
  compiled.set(pattern, expression);
  return expression;
}
