import type { ResourceRecord } from "../../src/model/cluster.ts";
import type { Run } from "../contract.ts";
import type { TrailAnswer } from "./deep-schema.ts";
import { detectorsArn, trailsArn } from "./deep-names.ts";
import { resourceFacts } from "./fact-schema.ts";
import type { EksPlace } from "./scopes.ts";
import { readTrailDetail, seerOf } from "./trail-detail-reads.ts";
import { describeTrails, getDetector, listDetectors } from "./watch-calls.ts";
import { detectorsRecord, trailsRecord } from "./watch-facts.ts";

/** What the clusters of one place share about their watchers. Each is read once, and only where there are clusters. */

export function readDetectors(place: EksPlace, run: Run): Promise<ResourceRecord> {
  return run.resource(detectorsArn(place.site), async () => {
    const listed = await listDetectors(place, run);
    const answers = await Promise.all(listed.items.map(({ value }) => getDetector(place, run, value)));
    return detectorsRecord(place.site, listed, answers);
  });
}

/** @returns ids of the records with the trails' details and of their list, in the order in which they were written */
export async function readTrails(place: EksPlace, run: Run): Promise<string[]> {
  const record = await run.resource(trailsArn(place.site), async () => {
    const answer = await describeTrails(place, run);
    const records = new Map<TrailAnswer, string>();
    const read = (answer.ok ? answer.value : []).map(async (trail) => {
      const seer = await seerOf(place, trail);
      records.set(trail, seer.record);
      await readTrailDetail(place, seer, trail, run);
    });
    await Promise.all(read);
    return trailsRecord(place.site, answer, (trail) => records.get(trail) ?? trail.TrailARN);
  });
  const { trails } = resourceFacts["cloudtrail-trails"].parse(record.facts);
  return [...(trails.state === "known" ? trails.value.map((trail) => trail.record) : []), record.id];
}
