import { expect, it } from "vitest";
import { landscape } from "../../../providers/eks/landscape.ts";
import { provider } from "../../../providers/eks/index.ts";

it("accepts accounts of exactly twelve digits and shows a valid one otherwise", () => {
  const check = landscape.options.find(({ key }) => key === "accounts")?.check;
  expect(check?.("123456789012")).toBeUndefined();
  for (const wrong of ["12345678901", "1234567890123", "12345678901a", "", " 123456789012"])
    expect(check?.(wrong)).toContain("123456789012");
});

it("finds the account and region of a cluster's ARN", () => {
  expect(landscape.locate("arn:aws:eks:eu-west-1:123456789012:cluster/pay")).toEqual({
    accounts: ["123456789012"],
    regions: ["eu-west-1"],
  });
  expect(landscape.locate("arn:aws-us-gov:eks:us-gov-west-1:123456789012:cluster/pay")).toEqual({
    accounts: ["123456789012"],
    regions: ["us-gov-west-1"],
  });
  for (const other of [
    "arn:aws:eks:eu-west-1:123456789012:nodegroup/pay/x",
    "//container.googleapis.com/projects/p",
    "pay",
  ])
    expect(landscape.locate(other)).toBeUndefined();
});

it("loads each of its rooms", async () => {
  expect((await provider.landscape()).landscape.title).toBe("Amazon EKS");
  expect((await provider.reader()).reader).toHaveProperty("plan");
  expect((await provider.facts()).facts).toHaveProperty("trail");
});
