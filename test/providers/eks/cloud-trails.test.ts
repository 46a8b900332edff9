import { expect, it } from "vitest";
import { splitRemedy } from "../../../src/report/remedy.ts";
import type { AwsBucket, AwsTrail } from "../../../src/simulator/aws/deep-landscape.ts";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import { scanSimulated } from "../../support/scan.ts";
import { ACCOUNT, alpha, REGION, regionWith } from "./sweep-of.ts";

const GROUP = "trail";

/** A trail of all regions whose bucket and log group are as they should be, with whatever is to be different. */
async function judged(trail: Partial<AwsTrail>, bucket: Partial<AwsBucket> = {}) {
  const trails = [{ name: "main", bucket: "files", multiRegion: true, ...trail }];
  const landscape = regionWith({
    ...alpha(),
    logGroups: [...(alpha().logGroups ?? []), { name: GROUP, retentionInDays: 400 }],
    trails,
    buckets: [{ name: "files", ...bucket }],
  });
  const scanned = await scanSimulated({ clouds: [awsCloud(landscape)], landscape: { eks: {} } });
  return scanned.result("alpha", "CTL-CLOUDAPI");
}

it("takes the validation of log files for what it covers: not for entries in a log group", async () => {
  const logGroupArn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${GROUP}`;
  const short = { lifecycle: [{ days: 30 }] };
  expect(await judged({ logGroupArn })).toMatchObject({ status: "pass" });
  expect(await judged({ logGroupArn }, short)).toMatchObject({
    status: "warn",
    message: expect.stringContaining(
      "main in its log group (a change of what was written would not be noticed)",
    ) as string,
  });
});

const S3_WRITES = {
  ReadWriteType: "WriteOnly",
  IncludeManagementEvents: true,
  DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3"] }],
};
const BY_FIELDS = [
  {
    Name: "changes",
    FieldSelectors: [
      { Field: "eventCategory", Equals: ["Management"] },
      { Field: "readOnly", Equals: ["false"] },
    ],
  },
  { Name: "objects", FieldSelectors: [{ Field: "eventCategory", Equals: ["Data"] }] },
];

it.each<[string, Partial<AwsTrail>]>([
  ["writes, with data events", { selectors: [S3_WRITES] }],
  ["writes, chosen by fields", { advanced: BY_FIELDS }],
])("mends a trail of %s without replacing what else it records", async (_, trail) => {
  const { status, remedy = "" } = await judged(trail);
  const { sentence, command, file } = splitRemedy(remedy);
  expect(status).toBe("fail");
  // Selectors are put as a whole: whatever is pasted would take those for data events away.
  expect(remedy).not.toMatch(/put-event-selectors|event_selector/);
  expect(sentence).toContain("together with the others");
  expect(command).toBe(
    `aws cloudtrail get-event-selectors --trail-name arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/main --region ${REGION}`,
  );
  expect(file).toBeUndefined();
});
