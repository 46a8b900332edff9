import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generatedFiles } from "../../scripts/generate.ts";
import { publishedSchemas } from "../../scripts/schemas.ts";
import { catalogue } from "../support/trails.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("what is written down twice", () => {
  it("agrees: registries and directories", () => {
    for (const [path, text] of generatedFiles()) expect(readFileSync(`${root}${path}`, "utf8"), path).toBe(text);
  });

  it("agrees: published schemas and the types they are made from", async () => {
    for (const [path, text] of await publishedSchemas())
      expect(readFileSync(`${root}${path}`, "utf8"), path).toBe(text);
  });

  it("agrees: every control's file name is its id", async () => {
    const ids = (await catalogue()).controls.map((control) => control.id);

    expect(readdirSync(`${root}policies/controls`).map((name) => name.replace(/\.ts$/, "").toUpperCase())).toEqual(ids);
  });
});

describe("the catalogue", () => {
  it("gives every activity a control that exists, and every such control a must-activity", async () => {
    const { activities, controls } = await catalogue();
    const ids = new Set(controls.map((control) => control.id));

    expect(activities.filter((activity) => !ids.has(activity.control)).map((activity) => activity.id)).toEqual([]);
    for (const control of new Set(activities.map((activity) => activity.control))) {
      expect(
        activities.some((activity) => activity.control === control && activity.priority === "must"),
        control,
      ).toBe(true);
    }
  });

  it("has unique ids everywhere", async () => {
    const { activities, controls, frameworks } = await catalogue();
    const lists = [
      activities.map((one) => one.id),
      controls.map((one) => one.id),
      ...frameworks.map((framework) => framework.requirements.map((one) => one.id)),
    ];

    for (const ids of lists) expect(new Set(ids).size).toBe(ids.length);
  });

  it("answers every control in some framework", async () => {
    const { controls, frameworks } = await catalogue();
    const mapped = new Set(frameworks.flatMap((framework) => framework.requirements.flatMap((row) => row.controls)));

    expect(controls.filter((control) => !mapped.has(control.id)).map((control) => control.id)).toEqual([]);
  });

  it("has a provider's folder for every profile, with streams that its routing names", async () => {
    const { profile } = await catalogue();
    for (const id of ["eks", "gke", "aks"]) {
      expect(existsSync(`${root}providers/${profile(id).provider}`)).toBe(true);
      expect(profile(id).streams.length).toBeGreaterThan(0);
    }
  });
});
