import { describe, expect, it } from "vitest";
import { landscape } from "../../../providers/gke/landscape.ts";

function checkOf(key: string): (value: string) => string | undefined {
  const check = landscape.options.find((option) => option.key === key)?.check;
  if (!check) throw new Error(`no check for ${key}`);
  return check;
}

describe("a scope", () => {
  it.each(["shop-prod", "abcdef", "a1234567890123456789012345678z", "example.com:shop-prod", "500000000001"])(
    "may be the project %s",
    (value) => {
      expect(checkOf("projects")(value)).toBeUndefined();
    },
  );

  it.each([
    "",
    "Shop-Prod",
    "shop",
    "1shop-prod",
    "shop-prod-",
    "a".repeat(31),
    "shop_prod",
    "shop/prod",
    "../..",
    "shop prod",
    ":shop-prod",
  ])("cannot be the project %j", (value) => {
    expect(checkOf("projects")(value)).toContain("such as shop-prod-1");
  });

  it("may be a folder or an organization by its number only", () => {
    for (const key of ["folders", "organizations"]) {
      expect(checkOf(key)("213456789012")).toBeUndefined();
      for (const value of ["", "folders/213", "example.com", "-1"])
        expect(checkOf(key)(value)).toContain("is a number");
    }
  });
});

describe("the id of a cluster", () => {
  it.each([
    "projects/shop-prod/locations/europe-west1/clusters/pay",
    "projects/shop-prod/zones/europe-west1-b/clusters/pay",
    "//container.googleapis.com/projects/shop-prod/locations/europe-west1/clusters/pay",
  ])("%s leads to its project", (id) => {
    expect(landscape.locate(id)).toEqual({ projects: ["shop-prod"] });
  });

  it.each([
    "pay",
    "arn:aws:eks:eu-west-1:111122223333:cluster/pay",
    "/subscriptions/x",
    "projects/shop-prod",
    "projects/X/locations/l/clusters/c",
  ])("%s is none of ours", (id) => {
    expect(landscape.locate(id)).toBeUndefined();
  });
});

it("has a name and the keys of the configuration", () => {
  expect(landscape.id).toBe("gke");
  expect(landscape.title).toBe("Google Kubernetes Engine");
  expect(landscape.locationsKey).toBe("locations");
  expect(landscape.options.map(({ key }) => key)).toEqual(["projects", "folders", "organizations"]);
});
