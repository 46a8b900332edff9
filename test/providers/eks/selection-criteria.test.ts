import { expect, it } from "vitest";
import { exceptionsOf } from "../../../providers/eks/copies/facts.ts";
import { isSelected } from "../../../providers/eks/copies/selection-criteria.ts";

const GROUP = "/aws/eks/pay/cluster";

it.each([
  [null, true],
  ["*", true],
  ["LogGroupName = '/aws/eks/pay/cluster'", true],
  ["LogGroupName != '/aws/eks/pay/cluster'", false],
  ["LogGroupName LIKE '/aws/eks%'", true],
  ["LogGroupName LIKE '/aws/lambda%'", false],
  ["LogGroupName NOT LIKE '/aws/eks%'", false],
  ["LogGroupName IN ('a', '/aws/eks/pay/cluster')", true],
  ["LogGroupName NOT IN ('a','b')", true],
  ["LogGroupName LIKE '/aws/lambda%' OR LogGroupName LIKE '/aws/eks%'", true],
  ["LogGroupName LIKE '/aws%' AND LogGroupName != '/aws/eks/pay/cluster'", false],
  ["LogGroupName LIKE '/AND/OR%'", false],
  ["LogGroupName LIKE '/aws%' AND LogGroupName LIKE 'x%' OR LogGroupName = 'y'", undefined],
  ["LogGroupName LIKE '%cluster'", undefined],
  ["LogGroupArn = 'x'", undefined],
  ["LogGroupName LIKE '/aws%' AND Color = 'blue'", undefined],
  ["LogGroupName LIKE '/aws/lambda%' AND Color = 'blue'", false],
  ["anything", undefined],
  ["'", undefined],
  [`LogGroupName = '${"x".repeat(3000)}'`, undefined],
])("reads the criteria of a rule: %s", (criteria, selected) => {
  expect(isSelected(criteria, "LogGroupName", GROUP)).toBe(selected);
});

it.each([
  [undefined, []],
  ["", []],
  ['LogGroupName NOT IN ["a", "b"]', ["a", "b"]],
  ["LogGroupName NOT IN []", []],
  ['LogGroupName IN ["a"]', null],
  ["LogGroupName NOT IN [1]", null],
  ["LogGroupName NOT IN [a]", null],
])("reads what an account's subscription leaves out: %s", (criteria, names) => {
  expect(exceptionsOf(criteria)).toEqual(names);
});
