import type { GrantOptions, PermissionUse } from "../contract.ts";
import { customRole } from "./least-privilege.ts";

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
    optional: "where no project, folder or organization is named",
    above: true,
  },
  {
    operation: "resourcemanager.projects.list",
    permission: "resourcemanager.projects.list",
    why: "the projects of a folder or an organization",
    optional: "with --folder or --gcp-organization",
    above: true,
  },
  {
    operation: "resourcemanager.folders.list",
    permission: "resourcemanager.folders.list",
    why: "the subfolders of a folder or an organization",
    optional: "with --folder or --gcp-organization",
    above: true,
  },
  {
    operation: "resourcemanager.projects.get",
    permission: "resourcemanager.projects.get",
    why: "the id of a project that is known by its number",
    optional: "where a project is known by its number only",
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
    optional: "where a folder stands above the project",
    above: true,
  },
  {
    operation: "resourcemanager.organizations.getIamPolicy",
    permission: "resourcemanager.organizations.getIamPolicy",
    why: "Data Access logs that the organization switches on, and who is exempted",
    optional: "where an organization stands above the project",
    above: true,
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
    optional: "where a sink writes to a storage bucket",
  },
  {
    operation: "bigquery.datasets.get",
    permission: "bigquery.datasets.get",
    why: "how long a dataset that a sink writes to keeps rows",
    optional: "where a sink writes to a dataset",
  },
  {
    operation: "pubsub.topics.get",
    permission: "pubsub.topics.get",
    why: "whether a topic that a sink writes to exists",
    optional: "where a sink writes to a topic",
  },
  {
    operation: "pubsub.topics.subscriptions.list",
    permission: "pubsub.subscriptions.list",
    why: "whether anybody reads a topic that a sink writes to",
    optional: "where a sink writes to a topic",
  },
  {
    operation: "cloudkms.cryptoKeys.get",
    permission: "cloudkms.cryptoKeys.get",
    why: "whether the key of a destination can still be used",
    optional: "where a destination has a customer key",
  },
] as const satisfies readonly PermissionUse[];

export type Operation = (typeof permissions)[number]["operation"];

export function permissionOf(operation: Operation): string {
  return permissions.find((needed) => needed.operation === operation)?.permission ?? operation;
}

export function leastPrivilege(options: GrantOptions): string {
  return customRole(permissions, options);
}
