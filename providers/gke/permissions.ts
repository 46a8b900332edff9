/** A call that is made, what it needs and what for. */
export interface NeededPermission {
  readonly operation: string;
  readonly permission: string;
  readonly why: string;
}

/** Every call of this provider. Calls take their permission from here, so that the list is complete by construction. */
export const permissions = [
  {
    operation: "container.clusters.list",
    permission: "container.clusters.list",
    why: "the clusters of a project",
  },
  {
    operation: "resourcemanager.projects.search",
    permission: "resourcemanager.projects.get",
    why: "the projects, when none is named",
  },
  {
    operation: "resourcemanager.projects.list",
    permission: "resourcemanager.projects.list",
    why: "the projects of a folder or an organization",
  },
  {
    operation: "resourcemanager.folders.list",
    permission: "resourcemanager.folders.list",
    why: "the subfolders of a folder or an organization",
  },
  {
    operation: "resourcemanager.projects.get",
    permission: "resourcemanager.projects.get",
    why: "the id of a project that is known by its number",
  },
  {
    operation: "resourcemanager.projects.getAncestry",
    permission: "resourcemanager.projects.get",
    why: "the folders and the organization above a project, whose settings apply to it",
  },
  {
    operation: "resourcemanager.projects.getIamPolicy",
    permission: "resourcemanager.projects.getIamPolicy",
    why: "Data Access logs that the project switches on, and who is exempted",
  },
  {
    operation: "resourcemanager.folders.getIamPolicy",
    permission: "resourcemanager.folders.getIamPolicy",
    why: "Data Access logs that a folder switches on, and who is exempted",
  },
  {
    operation: "resourcemanager.organizations.getIamPolicy",
    permission: "resourcemanager.organizations.getIamPolicy",
    why: "Data Access logs that the organization switches on, and who is exempted",
  },
  {
    operation: "logging.sinks.list",
    permission: "logging.sinks.list",
    why: "where entries go, of projects, folders, the organization and destination projects",
  },
  {
    operation: "logging.buckets.list",
    permission: "logging.buckets.list",
    why: "how long log buckets keep entries, of projects and destination projects",
  },
  {
    operation: "storage.buckets.get",
    permission: "storage.buckets.get",
    why: "how long a storage bucket that a sink writes to keeps objects",
  },
  {
    operation: "bigquery.datasets.get",
    permission: "bigquery.datasets.get",
    why: "how long a dataset that a sink writes to keeps rows",
  },
  {
    operation: "pubsub.topics.get",
    permission: "pubsub.topics.get",
    why: "whether a topic that a sink writes to exists",
  },
  {
    operation: "pubsub.topics.subscriptions.list",
    permission: "pubsub.subscriptions.list",
    why: "whether anybody reads a topic that a sink writes to",
  },
  {
    operation: "cloudkms.cryptoKeys.get",
    permission: "cloudkms.cryptoKeys.get",
    why: "whether the key of a destination can still be used",
  },
] as const satisfies readonly NeededPermission[];

export type Operation = (typeof permissions)[number]["operation"];

export function permissionOf(operation: Operation): string {
  return permissions.find((needed) => needed.operation === operation)?.permission ?? operation;
}
