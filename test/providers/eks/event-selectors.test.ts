import { expect, it } from "vitest";
import { managementRecords, recordsObjectReads } from "../../../providers/eks/cloudtrail/event-selectors.ts";
import { eventSelectorsAnswer } from "../../../providers/eks/deep-schema.ts";

const EKS = "eks.amazonaws.com";

function field(Field: string, rest: object): object {
  return { Field, ...rest };
}
const management = field("eventCategory", { Equals: ["Management"] });

function basic(...EventSelectors: object[]) {
  return eventSelectorsAnswer.parse({ EventSelectors });
}

function advanced(...selectors: object[][]) {
  return eventSelectorsAnswer.parse({
    AdvancedEventSelectors: selectors.map((FieldSelectors) => ({ FieldSelectors })),
  });
}

it.each([
  ["all", basic({ ReadWriteType: "All", IncludeManagementEvents: true }), "both"],
  ["nothing said", basic({}), "both"],
  ["writes", basic({ ReadWriteType: "WriteOnly", IncludeManagementEvents: true }), "writes"],
  ["reads", basic({ ReadWriteType: "ReadOnly", IncludeManagementEvents: true }), "reads"],
  ["reads here and writes there", basic({ ReadWriteType: "ReadOnly" }, { ReadWriteType: "WriteOnly" }), "both"],
  ["data only", basic({ ReadWriteType: "All", IncludeManagementEvents: false }), "none"],
  ["a new kind", basic({ ReadWriteType: "Mostly" }), undefined],
  ["without KMS", basic({ ExcludeManagementEventSources: ["kms.amazonaws.com"] }), "both"],
  ["without EKS", basic({ ExcludeManagementEventSources: [EKS] }), "none"],
  ["advanced, all", advanced([management]), "both"],
  ["advanced, writes", advanced([management, field("readOnly", { Equals: ["false"] })]), "writes"],
  ["advanced, reads", advanced([management, field("readOnly", { Equals: ["true"] })]), "reads"],
  ["advanced, not reads", advanced([management, field("readOnly", { NotEquals: ["true"] })]), "writes"],
  ["advanced, data", advanced([field("eventCategory", { Equals: ["Data"] })]), "none"],
  ["advanced, without KMS", advanced([management, field("eventSource", { NotEquals: ["kms.amazonaws.com"] })]), "both"],
  ["advanced, without EKS", advanced([management, field("eventSource", { NotEquals: [EKS] })]), "none"],
  ["advanced, EKS only", advanced([management, field("eventSource", { Equals: [EKS] })]), "both"],
  ["advanced, some events", advanced([management, field("eventName", { Equals: ["DeleteCluster"] })]), undefined],
  ["advanced, no category named", advanced([field("readOnly", { Equals: ["false"] })]), undefined],
  ["advanced, no condition", advanced([]), undefined],
  ["advanced, one for some and one for all", advanced([management, field("eventName", {})], [management]), "both"],
])("tells what is recorded of EKS: %s", (_case, selectors, records) => {
  expect(managementRecords(selectors, EKS)).toBe(records);
});

it("tells whether reads of objects are recorded", () => {
  expect(recordsObjectReads(basic({ DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3"] }] }))).toBe(
    true,
  );
  expect(recordsObjectReads(basic({ DataResources: [{ Type: "AWS::Lambda::Function" }] }))).toBe(false);
  const data = field("eventCategory", { Equals: ["Data"] });
  expect(recordsObjectReads(advanced([data, field("resources.type", { Equals: ["AWS::S3::Object"] })]))).toBe(true);
  expect(recordsObjectReads(advanced([management]))).toBe(false);
  const writes = [
    data,
    field("resources.type", { Equals: ["AWS::S3::Object"] }),
    field("readOnly", { Equals: ["false"] }),
  ];
  expect(recordsObjectReads(advanced(writes))).toBe(false);
  expect(recordsObjectReads(basic({ ReadWriteType: "WriteOnly", DataResources: [{ Type: "AWS::S3::Object" }] }))).toBe(
    false,
  );
});

it("does not take an answer without selectors for a trail that records nothing", () => {
  for (const answer of [
    { TrailARN: "x" },
    { EventSelectors: [] },
    { EventSelectors: [], AdvancedEventSelectors: [] },
  ]) {
    expect(eventSelectorsAnswer.safeParse(answer).success).toBe(false);
  }
});
