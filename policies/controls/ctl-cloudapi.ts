import { known } from "../../src/model/fact.ts";
import { settle, settledValue, type Ask } from "../../src/model/reason.ts";
import type { Status } from "../../src/model/result.ts";
import type { CloudApiRecord } from "../../src/model/trail.ts";
import { betterOf } from "../../src/trail/combine.ts";
import type { Control } from "../../src/trail/control.ts";
import { judgeRead, readOf } from "../../src/trail/depth.ts";
import { isEnough } from "../../src/trail/retention.ts";
import { daysText, listOf } from "../../src/trail/words.ts";

export const control: Control = {
  id: "CTL-CLOUDAPI",
  title: "The cloud API that controls the cluster is audited, and its records are kept",
  question: "If somebody grants themselves access or switches logging off through the cloud, is that recorded?",
  severity: "high",
  needs: "cloud-api",
  decide({ trail: { cloudApi, cluster }, requirements: { totalDays } }) {
    return judgeRead<readonly CloudApiRecord[]>(
      readOf(cloudApi, "cloud-api", cluster.id),
      [[], [COMPLETE]],
      (records, ask) => bestOf(records, totalDays, ask),
      (status, records) => messageOf(status, records ?? [], totalDays),
    );
  },
};

/** What a list that could not be read may hold. */
const COMPLETE: CloudApiRecord = {
  name: "a record that could not be read",
  logging: known(true),
  covers: "all",
  records: known("both"),
  validated: true,
  totalDays: known(null),
};

function bestOf(records: readonly CloudApiRecord[], totalDays: number, ask: Ask): Status {
  let best: Status = "fail";
  for (const record of records) {
    best = betterOf(best, worthOf(record, totalDays, ask));
    if (best === "pass") return best;
  }
  return best;
}

function worthOf(record: CloudApiRecord, totalDays: number, ask: Ask): Status {
  if (record.covers === "elsewhere" || !ask(record.logging, [true, false])) return "fail";
  if (ask(record.records, ["both", "none"]) !== "both") return "fail";
  if (!isEnough(ask(record.totalDays, [null, 0]), totalDays)) return "fail";
  return record.covers === "all" && record.validated ? "pass" : "warn";
}

function messageOf(status: Status, records: readonly CloudApiRecord[], totalDays: number): string {
  if (records.length === 0) return "Nothing records the calls of the cloud API that controls the cluster.";
  const counting = records.filter(
    (record) => settledValue(settle((ask) => worthOf(record, totalDays, ask))) === status,
  );
  const found = listOf(
    counting.map((record) => `${record.name} (${aboutOf(record, totalDays)})`),
    4,
  );
  if (status === "pass") return `Calls of the cloud API are recorded and kept: ${found}.`;
  if (status === "warn") return `Calls of the cloud API are recorded, with a weakness: ${found}.`;
  return `No record of the cloud API's calls is complete and kept for ${daysText(totalDays)}: ${found}.`;
}

/** The first thing that is wrong with it, or how long it is kept. */
function aboutOf({ covers, logging, records, totalDays, validated }: CloudApiRecord, needed: number): string {
  if (covers === "elsewhere") return "of another region only";
  if (logging.state === "known" && !logging.value) return "switched off";
  if (records.state === "known" && records.value !== "both") {
    return records.value === "none" ? "records no calls" : `records ${records.value} only`;
  }
  if (totalDays.state === "known" && !isEnough(totalDays.value, needed)) return `kept ${daysText(totalDays.value)}`;
  if (covers === "here") return "this region only, so calls elsewhere are missed";
  if (!validated) return "a change of what was written would not be noticed";
  return totalDays.state === "known" ? `kept ${daysText(totalDays.value)}` : "kept";
}
