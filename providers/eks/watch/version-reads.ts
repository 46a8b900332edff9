import type { ResourceRecord } from "../../../src/model/cluster.ts";
import type { Run } from "../../contract.ts";
import { utcDay } from "../days.ts";
import { versionsArn } from "../deep-names.ts";
import type { VersionAnswer } from "../deep-schema.ts";
import type { Doors } from "../accounts/doors.ts";
import type { Listed } from "../asking/paging.ts";
import type { EksPlace } from "../accounts/scopes.ts";
import { describeClusterVersions } from "./calls.ts";
import { versionsRecord } from "./facts.ts";

export function readVersions(place: EksPlace, run: Run): Promise<ResourceRecord> {
  return run.resource(versionsArn(place.site), async () =>
    versionsRecord(place.site, await versionsFor(place, run), utcDay(run.now())),
  );
}

/** By run, as its doors are its own, and by region. */
const asked = new WeakMap<Doors, Map<string, Promise<Listed<VersionAnswer>>>>();

/**
 * AWS supports the same versions for every account of a region, so that the first answer serves all; whoever asks first
 * may be refused, and then everybody asks for itself. https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeClusterVersions.html (2026-11)
 */
async function versionsFor(place: EksPlace, run: Run): Promise<Listed<VersionAnswer>> {
  const regions = asked.get(place.doors) ?? new Map<string, Promise<Listed<VersionAnswer>>>();
  asked.set(place.doors, regions);
  const { region } = place.site;
  const others = regions.get(region);
  if (others) {
    const listed = await others;
    return listed.complete ? listed : describeClusterVersions(place, run);
  }
  const mine = describeClusterVersions(place, run);
  regions.set(region, mine);
  return mine;
}
