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

it("reaches one account of an organization as all of them are reached", () => {
  const id = "arn:aws:eks:eu-west-1:123456789012:cluster/pay";
  const one = { accounts: ["123456789012"], regions: ["eu-west-1"] };
  expect(landscape.locate(id, { organization: true })).toEqual({
    ...one,
    organization: false,
    role: "TrailproofReader",
  });
  expect(landscape.locate(id, { organization: { include: { names: ["a*"] } }, role: "Audit" })).toMatchObject({
    organization: false,
    role: "Audit",
  });
  expect(landscape.locate(id, { organization: { include: {}, exclude: {} } })).toEqual(one);
});

it("shows a valid role and unit for one that cannot be", () => {
  const role = landscape.options.find(({ key }) => key === "role")?.check;
  for (const valid of ["TrailproofReader", "audit/Reader", "a+b=c,d.e@f-g_h"]) expect(role?.(valid)).toBeUndefined();
  for (const wrong of ["arn:aws:iam::123456789012:role/Reader", "two words", "", "/Reader", "x".repeat(65)])
    expect(role?.(wrong)).toContain("TrailproofReader");
  const narrowing = landscape.options.find(({ key }) => key === "organization")?.narrowing;
  const unit = narrowing?.find(({ key }) => key === "ous")?.check;
  for (const valid of ["ou-ab12-cdefgh34", "r-ab12"]) expect(unit?.(valid)).toBeUndefined();
  for (const wrong of ["ou-ab12", "Workloads", "o-ab12cdefgh", "R-ab12"]) expect(unit?.(wrong)).toContain("r-ab12");
});

it("loads each of its rooms", async () => {
  expect((await provider.landscape()).landscape.title).toBe("Amazon EKS");
  expect((await provider.reader()).reader).toHaveProperty("plan");
  expect((await provider.facts()).facts).toHaveProperty("trail");
  expect(await provider.permissions()).toHaveProperty("leastPrivilege");
});
