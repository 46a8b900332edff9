import type { GoogleLandscape, SimAudited, SimLogBucket, SimProject, SimSink } from "./landscape.ts";

/** A project by id or number. */
export function findProject(landscape: GoogleLandscape, name: string): SimProject | undefined {
  return landscape.projects.find((project) => project.id === name || project.number === name);
}

/** Project, folder or organisation by resource name such as `folders/213`. */
export function findAudited(landscape: GoogleLandscape, resource: string): SimAudited | undefined {
  const [collection, id = ""] = resource.split("/");
  if (collection === "projects") return findProject(landscape, id);
  const all = collection === "folders" ? landscape.folders : landscape.organizations;
  return all?.find((container) => container.id === id);
}

/** Resource names of a project's ancestors, the nearest first. */
export function ancestorsOf(landscape: GoogleLandscape, project: SimProject): readonly string[] {
  const chain: string[] = [];
  let next = project.parent;
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    const id = next.slice("folders/".length);
    next = next.startsWith("folders/") ? landscape.folders?.find((folder) => folder.id === id)?.parent : undefined;
  }
  return chain;
}

const AUDIT_LOGS = ["activity", "system_event", "access_transparency"].flatMap((log) =>
  ["cloudaudit", "externalaudit"].map((service) => `LOG_ID("${service}.googleapis.com/${log}")`),
);

const SYSTEM_BUCKET_LOCATION = "global";

/** The two system sinks, and those that were made. */
export function sinksOf(resource: string, owner: SimAudited): readonly SimSink[] {
  const bucket = (id: string): string =>
    `logging.googleapis.com/${resource}/locations/${SYSTEM_BUCKET_LOCATION}/buckets/${id}`;
  return [
    { name: "_Required", destination: bucket("_Required"), filter: AUDIT_LOGS.join(" OR ") },
    {
      name: "_Default",
      destination: bucket("_Default"),
      filter: AUDIT_LOGS.map((log) => `NOT ${log}`).join(" AND "),
      ...owner.defaultSink,
    },
    ...(owner.sinks ?? []),
  ];
}

/** The two system buckets, and those that were made. */
export function bucketsOf(project: SimProject): readonly SimLogBucket[] {
  return [
    { id: "_Required", retentionDays: 400, locked: true, ...project.requiredBucket },
    { id: "_Default", retentionDays: 30, ...project.defaultBucket },
    ...(project.buckets ?? []),
  ];
}
