import { describe, expect, it } from "vitest";
import { known } from "../../../src/model/fact.ts";
import type { CloudApiRecord } from "../../../src/model/trail.ts";
import { cloudApiRecord, deepTrail, eksTrail, refused, resultOf } from "../../support/trails.ts";

async function judged(...records: readonly CloudApiRecord[]) {
  return resultOf(deepTrail(eksTrail(), { cloudApi: known(records) }), "CTL-CLOUDAPI");
}

function record(rest: Partial<CloudApiRecord>, name = "main"): CloudApiRecord {
  return cloudApiRecord(name, rest);
}

const CASES: readonly (readonly [string, Partial<CloudApiRecord>, string])[] = [
  ["of every region, kept long enough", {}, "pass"],
  ["kept for exactly the total", { totalDays: known(365) }, "pass"],
  ["kept for ever", { totalDays: known(null) }, "pass"],
  ["of this region", { covers: "here" }, "warn"],
  ["without validation", { validated: false }, "warn"],
  ["of another region", { covers: "elsewhere" }, "fail"],
  ["switched off", { logging: known(false) }, "fail"],
  ["of reads only", { records: known("reads") }, "fail"],
  ["of writes only", { records: known("writes") }, "fail"],
  ["of no calls", { records: known("none") }, "fail"],
  ["kept a day too short", { totalDays: known(364) }, "fail"],
  ["kept for a time that may not be read", { totalDays: refused("s3:GetLifecycleConfiguration") }, "unknown"],
  ["of which it may not be read whether it is on", { logging: refused("cloudtrail:GetTrailStatus") }, "unknown"],
  ["of another region, whatever else may not be read", { covers: "elsewhere", logging: refused("x") }, "fail"],
  ["of this region and not known to be on", { covers: "here", logging: refused("x") }, "unknown"],
];

describe("CTL-CLOUDAPI", () => {
  it.each(CASES)("judges a record %s", async (_, rest, status) => {
    expect((await judged(record(rest))).status).toBe(status);
  });

  it("fails without any record", async () => {
    const found = await judged();

    expect(found).toMatchObject({ status: "fail", severity: "high" });
    expect(found.message).toBe("Nothing records the calls of the cloud API that controls the cluster.");
  });

  it("takes the best record, wherever it stands", async () => {
    const good = record({}, "good");

    expect((await judged(record({ covers: "elsewhere" }), good)).status).toBe("pass");
    expect((await judged(record({ covers: "here" }), good)).message).toContain(
      "recorded and kept: good (kept 400 days)",
    );
    expect((await judged(record({ logging: known(false) }), record({ covers: "here" }, "local"))).status).toBe("warn");
    expect((await judged(record({ covers: "here" }), record({ logging: known(false) }))).status).toBe("warn");
    expect((await judged(record({ totalDays: refused("x") }), good)).status).toBe("pass");
  });

  it("does not put two halves together: one complete record is asked for", async () => {
    expect((await judged(record({ records: known("reads") }), record({ records: known("writes") }))).status).toBe(
      "fail",
    );
  });

  it("says what is wrong with each", async () => {
    const found = await judged(
      record({ covers: "elsewhere" }, "east"),
      record({ records: known("writes") }, "west"),
      record({ totalDays: known(30) }, "short"),
    );

    expect(found.message).toBe(
      "No record of the cloud API's calls is complete and kept for 365 days: east (of another region only), west (records writes only) and short (kept 30 days).",
    );
  });

  it("is unknown when the records may not be listed, and names the permission", async () => {
    const denied = deepTrail(eksTrail(), { cloudApi: refused("cloudtrail:DescribeTrails") });

    expect(await resultOf(denied, "CTL-CLOUDAPI")).toMatchObject({
      status: "unknown",
      missing: ["cloudtrail:DescribeTrails"],
    });
  });
});
