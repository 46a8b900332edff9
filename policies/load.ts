import type { Activity, Profile } from "../src/model/trail.ts";
import type { Catalogue, Framework } from "../src/evaluate/catalogue.ts";
import type { Control } from "../src/trail/control.ts";
import type { Requirements } from "../src/trail/view.ts";
import { readPolicy } from "./files.ts";
import { makeProfile } from "./profile.ts";
import { controls, frameworks, profiles, requirements } from "./registry.ts";
import { activitiesFile, frameworkFile, profileFile, requirementsFile } from "./schema.ts";

/** Reads everything under `policies/`. Files come from the package, never from a name that a user gave. */
export async function loadCatalogue(): Promise<Catalogue> {
  const modules = await Promise.all(Object.values(controls).map((load) => load()));
  const profileOf = memoised((id: string) => makeProfile(readPolicy(`audit/${id}.yaml`, profileFile)));
  return {
    activities: loadActivities(),
    controls: modules.map((module): Control => module.control),
    frameworks: frameworks.map((name) => loadFramework(name)),
    profile(id): Profile {
      if (!profiles.includes(id)) throw new Error(`no profile ${id}`);
      return profileOf(id);
    },
    requirements: (id): Requirements | undefined =>
      requirements.includes(id) ? readPolicy(`requirements/${id}.yaml`, requirementsFile) : undefined,
    requirementIds: requirements,
  };
}

export function loadActivities(): Activity[] {
  const file = readPolicy("activities.yaml", activitiesFile);
  return file.activities.map(({ requests, maxSafeLevel, providers, ...rest }) => ({
    ...rest,
    ...(maxSafeLevel === undefined ? {} : { maxSafeLevel }),
    ...(providers === undefined ? {} : { providers }),
    probes: requests.map(({ caller, responseCode, impersonatedUser, ...request }) => ({
      caller,
      ...(responseCode === undefined ? {} : { responseCode }),
      ...(impersonatedUser === undefined ? {} : { impersonatedUser }),
      request: {
        user: request.user,
        groups: request.groups,
        verb: request.verb,
        apiGroup: request.apiGroup ?? "",
        apiVersion: "",
        resource: request.resource ?? "",
        subresource: request.subresource ?? "",
        namespace: request.namespace ?? "",
        name: request.name ?? "",
        resourceRequest: request.path === undefined,
        path: request.path ?? "",
      },
    })),
  }));
}

function loadFramework(name: string): Framework {
  const file = readPolicy(`frameworks/${name}.yaml`, frameworkFile);
  return { ...file, requirements: file.requirements.map((row) => ({ ...row, manual: row.manual ?? false })) };
}

function memoised<V>(make: (id: string) => V): (id: string) => V {
  const made = new Map<string, V>();
  return (id) => {
    const found = made.get(id);
    if (found !== undefined) return found;
    const value = make(id);
    made.set(id, value);
    return value;
  };
}
