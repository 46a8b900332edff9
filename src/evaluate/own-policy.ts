import { compilePolicy } from "../audit-policy/index.ts";
import type { Activity, Profile, Trail, TrailNote } from "../model/trail.ts";
import type { Catalogue } from "./catalogue.ts";
import { fitsCluster, type OwnPolicy } from "./options.ts";

/** A trail and the profile that it is judged by. */
export interface Profiled {
  readonly trail: Trail;
  readonly profile: Profile;
}

/** The provider's profile, or that with the user's own policy in place of the published one. Streams and routing stay. */
export function profiledTrail(trail: Trail, catalogue: Catalogue, policies: readonly OwnPolicy[] = []): Profiled {
  const published = catalogue.profile(trail.profile);
  const own = policies.find((candidate) => fitsCluster(trail.cluster, candidate.cluster));
  if (own === undefined) return { trail, profile: published };
  const notes = [...trail.notes, ...notesOf(own, catalogue.activities)];
  return { trail: { ...trail, notes }, profile: ownProfile(own, published, trail.cluster.version) };
}

/** The controls that are judged by what the policy records say so. */
function notesOf({ file, note }: OwnPolicy, activities: readonly Activity[]): TrailNote[] {
  const why = note === undefined ? "" : ` (${note})`;
  const text = `The audit policy is the one that you declared for this cluster, ${file}${why}`;
  return [...new Set(activities.map((activity) => activity.control))].map((control) => ({ control, text: `${text}.` }));
}

/** The same object for all clusters that are judged alike. */
function ownProfile(own: OwnPolicy, published: Profile, version: string | null): Profile {
  const sofar = profiles.get(own) ?? new Map<string, Profile>();
  profiles.set(own, sofar);
  const kubernetes = /^v?\d+\.\d+/.exec(version ?? "")?.[0];
  const key = JSON.stringify([published.id, kubernetes]);
  const found = sofar.get(key) ?? makeOwnProfile(own, published, kubernetes);
  sofar.set(key, found);
  return found;
}

const profiles = new WeakMap<OwnPolicy, Map<string, Profile>>();

function makeOwnProfile(own: OwnPolicy, published: Profile, kubernetes: string | undefined): Profile {
  const { decide } = compilePolicy(own.policy, kubernetes === undefined ? {} : { kubernetes });
  const provenance = {
    purpose: "declared for this cluster in place of its provider's policy",
    confidence: "declared",
    source: own.note === undefined ? own.file : `${own.file}, ${own.note}`,
  };
  return {
    ...published,
    declaredPolicy: own.file,
    decide,
    disputedLevel: () => undefined,
    provenance: () => provenance,
  };
}
