export interface Check {
  readonly what: string;
  readonly problem?: string;
}

export function check(what: string, is: unknown, shouldBe: unknown): Check {
  if (is === shouldBe) return { what };
  return { what, problem: `is ${String(is)}, should be ${String(shouldBe)}` };
}
