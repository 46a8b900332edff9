import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, mapFact, type Unknown } from "../../../src/model/fact.ts";
import { parseArn } from "../arn.ts";
import { at } from "../record.ts";
import type { DataLakeFact, LakeFacts } from "../deep-fact-schema.ts";
import { lakeArn } from "../deep-names.ts";
import { versionsOf } from "./calls.ts";
import type { DataLakeAnswer } from "./schema.ts";
import type { LakeView } from "./view.ts";
import type { Site } from "../names.ts";

/** Answers of Security Lake in our words. */

export function lakeRecord(site: Site, facts: LakeFacts): ResourceRecord {
  return { ...at(site), id: lakeArn(site), type: "security-lake", name: "Security Lake", facts: { ...facts } };
}

export function noLake(evidence: readonly string[]): LakeFacts {
  return { lakes: known([], evidence), versions: known([], evidence), statuses: known([], evidence) };
}

export function openLake(fact: Unknown): LakeFacts {
  return { lakes: fact, versions: fact, statuses: fact };
}

/** @returns undefined when the view does not name the account at all */
export function lakeIn(view: LakeView, { account, region }: Site): LakeFacts | undefined {
  const listed = view.sources.get(account);
  if (!listed) return undefined;
  const here = listed.filter(({ value }) => value.region === region);
  if (here.length === 0) return noLake([...view.evidence, ...view.sourceEvidence]);
  const pages = [...new Set(here.map(({ evidence }) => evidence))];
  const statuses = view.statuses.get(region) ?? known<ReadonlyMap<string, (string | null)[]>>(new Map(), pages);
  return {
    lakes: known(
      view.lakes.filter((lake) => lake.region === region).map((lake) => lakeOf(lake, view.account)),
      view.evidence,
    ),
    versions: known(
      here.flatMap(({ value }) => versionsOf(value.sources)),
      pages,
    ),
    statuses: mapFact(statuses, (found) => found.get(account) ?? []),
  };
}

/** @param asked holds what it lists; a lake that names somebody else makes no sense */
function lakeOf(lake: DataLakeAnswer, asked: string): DataLakeFact {
  return {
    arn: lake.dataLakeArn,
    owner: parseArn(lake.dataLakeArn)?.account === asked ? asked : null,
    created: lake.createStatus ?? null,
    updated: lake.updateStatus?.status ?? null,
    days: lake.lifecycleConfiguration?.expiration?.days ?? null,
  };
}
