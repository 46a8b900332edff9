import { describe, expect, it } from "vitest";
import type { LogGroupFacts, PipelineFact } from "../../../providers/eks/fact-schema.ts";
import { rewritingOf } from "../../../providers/eks/group/rewriting.ts";
import { known, unknown, type Fact } from "../../../src/model/fact.ts";

const ON = known(true);
const NO_PIPELINES = known<PipelineFact[]>([]);
const group = (masked: Fact<string[]>): LogGroupFacts => ({ maskedIdentifiers: masked }) as unknown as LogGroupFacts;
const CLEAN = group(known([]));
const REWRITES = { unread: [{ call: "observabilityadmin:GetTelemetryPipeline" }] };
const managed = (name: string): string => `arn:aws:dataprotection::aws:data-identifier/${name}`;

function pipeline(fields: Partial<PipelineFact>): Fact<PipelineFact[]> {
  return known([
    { name: "p", status: "ACTIVE", sources: ["cloudwatch_logs"], dataSources: null, processors: null, ...fields },
  ]);
}

function named(name: string, type: string | null = null): Partial<PipelineFact> {
  return { dataSources: [{ name, type }] };
}

describe("a pipeline", () => {
  it.each([
    ["without data sources", {}, REWRITES],
    ["for EKS", named("amazon_eks", "audit"), REWRITES],
    ["for something unnamed", named("custom_app"), REWRITES],
    ["for another service of AWS", named("amazon_vpc", "flow"), "none"],
    [
      "for another service, with a type that sounds like Kubernetes",
      named("aws_container_insights", "kubernetes"),
      REWRITES,
    ],
    ["on other sources", { sources: ["s3"] }, "none"],
    ["whose sources are not told", { sources: null }, REWRITES],
    ["that is being made", { status: "CREATING" }, "none"],
    ["that could not be made", { status: "CREATE_FAILED" }, "none"],
    ["that is being changed", { status: "UPDATING" }, REWRITES],
    ["in a state that is new", { status: "PAUSED" }, REWRITES],
  ])("%s: %o", (_case, fields, expected) => {
    expect(rewritingOf(ON, pipeline(fields), CLEAN, "x")).toMatchObject({ state: "known", value: expected });
  });
});

describe("masking", () => {
  it.each([
    [["EmailAddress"], "masks"],
    [["CreditCardNumber", "IpAddress"], "masks"],
    [["Name"], "masks"],
    [["CreditCardNumber", "PhoneNumber-US", "AwsSecretKey"], "none"],
  ])("of %s: %s", (names, expected) => {
    expect(rewritingOf(ON, NO_PIPELINES, group(known(names.map(managed))), "x")).toMatchObject({ value: expected });
  });

  it("by a custom or a new identifier cannot be judged", () => {
    for (const identifiers of [["Badge"], [managed("UserHandle")]]) {
      expect(rewritingOf(ON, NO_PIPELINES, group(known(identifiers)), "x").state).toBe("unknown");
    }
  });
});

it("is open when any part of it is, and not applicable when audit logging is off", () => {
  const open = unknown({ call: "c", on: "o", reason: "r" });
  expect(rewritingOf(ON, open, CLEAN, "x").state).toBe("unknown");
  expect(rewritingOf(ON, NO_PIPELINES, group(open), "x").state).toBe("unknown");
  expect(rewritingOf(open, NO_PIPELINES, CLEAN, "x").state).toBe("unknown");
  expect(rewritingOf(known(false), open, CLEAN, "x").state).toBe("not-applicable");
});
