import { expect, it } from "vitest";
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
