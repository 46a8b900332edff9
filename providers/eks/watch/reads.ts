import type { ResourceRecord } from "../../../src/model/cluster.ts";
import type { Run } from "../../contract.ts";
import type { SeenTrail } from "../cloudtrail/trails.ts";
import type { TrailFact } from "../deep-fact-schema.ts";
import type { TrailAnswer } from "../deep-schema.ts";
import { detectorsArn, trailsArn } from "../deep-names.ts";
import { readEventRules } from "../events/rule-reads.ts";
import { resourceFacts } from "../fact-schema.ts";
import type { EksPlace } from "../accounts/scopes.ts";
import { readTrailDetail, seerOf } from "../cloudtrail/detail-reads.ts";
import { describeTrails, getDetector, listDetectors } from "./calls.ts";
import { detectorsRecord, readTrailsFacts, trailFact, trailsRecord, unreadTrails } from "./facts.ts";

/** What the clusters of one place share about their watchers. Each is read once, and only where there are clusters. */

export function readDetectors(place: EksPlace, run: Run): Promise<ResourceRecord> {
  return run.resource(detectorsArn(place.site), async () => {
    const listed = await listDetectors(place, run);
    const answers = await Promise.all(listed.items.map(({ value }) => getDetector(place, run, value)));
    return detectorsRecord(place.site, listed, answers);
  });
}

/** @returns ids of the records with the trails' details, of the rules behind them and of their list, all of them written */
export async function readTrails(place: EksPlace, run: Run): Promise<string[]> {
  const record = await run.resource(trailsArn(place.site), async () => {
    const answer = await describeTrails(place, run);
    if (!answer.ok) return trailsRecord(place.site, unreadTrails(answer));
    const trails = await Promise.all(answer.value.map((trail) => readTrail(place, trail, run)));
    const eventRules = await readEventRules(
      place,
      trails.map(({ seen }) => seen),
      run,
    );
    const listed = trails.map(({ fact }) => fact);
    return trailsRecord(place.site, readTrailsFacts(listed, eventRules, answer.evidence));
  });
  const { trails, eventRules } = resourceFacts["cloudtrail-trails"].parse(record.facts);
  const details = trails.state === "known" ? trails.value.map((trail) => trail.record) : [];
  return [...details, ...(eventRules.state === "known" ? eventRules.value : []), record.id];
}

interface TrailRead {
  readonly fact: TrailFact;
  readonly seen: SeenTrail;
}

async function readTrail(place: EksPlace, trail: TrailAnswer, run: Run): Promise<TrailRead> {
  const seer = await seerOf(place, trail);
  const fact = trailFact(trail, seer.record);
  const { facts } = await readTrailDetail(place, seer, trail, run);
  return { fact, seen: { ...fact, facts: resourceFacts["cloudtrail-trail"].parse(facts) } };
}
