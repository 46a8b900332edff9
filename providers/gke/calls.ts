import { z } from "zod";
import type { Answer } from "../contract.ts";
import {
  ancestry,
  clusterList,
  iamPolicy,
  projectAnswer,
  readFolders,
  readProjects,
  type Ancestry,
  type ClusterList,
  type Folder,
  type IamPolicy,
  type Project,
} from "./answers.ts";
import { ask, askPages, type Pages, type Seat } from "./ask.ts";
import { encoded, filled } from "./request.ts";

const RESOURCE_MANAGER = "cloudresourcemanager.googleapis.com";

/** The clusters of a project, or the project whose GKE API is switched off. */
export type Clusters =
  | ({ readonly kind: "list" } & ClusterList)
  | { readonly kind: "disabled"; readonly consumer: string };

const apiDisabled = z.object({
  reason: z.literal("SERVICE_DISABLED"),
  errorInfoMetadata: z.object({ service: z.literal("container.googleapis.com"), consumer: z.string() }),
});

/** A zone that is silent may answer the second time; what it held would be missing otherwise. */
export function listClusters(seat: Seat, project: string, location: string): Promise<Answer<Clusters>> {
  const once = async (signal: AbortSignal): Promise<Clusters> => {
    try {
      return { kind: "list", ...clusterList.parse(await seat.client.listClusters(project, signal)) };
    } catch (error) {
      const disabled = apiDisabled.safeParse(error);
      if (!disabled.success) throw error;
      return { kind: "disabled", consumer: disabled.data.errorInfoMetadata.consumer };
    }
  };
  return ask(seat, {
    operation: "container.clusters.list",
    on: `projects/${project}`,
    ...(location === "-" ? {} : { target: location }),
    limit: project,
    async attempt(signal) {
      const first = await once(signal);
      return first.kind === "list" && first.missingZones.length > 0 ? once(signal) : first;
    },
    excerpt: (answer) =>
      answer.kind === "list"
        ? { clusters: answer.clusters.length, missingZones: answer.missingZones }
        : { serviceDisabled: answer.consumer },
  });
}

const PAGE_SIZE = "500";

export function searchProjects(seat: Seat): Pages<Project> {
  return askPages(seat, {
    operation: "resourcemanager.projects.search",
    on: "-",
    attempt: (pageToken, signal) => {
      const query = { query: "state:ACTIVE", pageSize: PAGE_SIZE, pageToken };
      return seat.client.get(`${RESOURCE_MANAGER}/v3/projects:search`, filled(query), signal).then(readProjects);
    },
    excerpt: ({ items }) => ({ projects: items.length }),
  });
}

/** @param parent `folders/213` or `organizations/42` */
export function listProjects(seat: Seat, parent: string): Pages<Project> {
  return askPages(seat, {
    operation: "resourcemanager.projects.list",
    on: parent,
    attempt: (pageToken, signal) => {
      const query = { parent, pageSize: PAGE_SIZE, pageToken };
      return seat.client.get(`${RESOURCE_MANAGER}/v3/projects`, filled(query), signal).then(readProjects);
    },
    excerpt: ({ items }) => ({ projects: items.length }),
  });
}

export function listFolders(seat: Seat, parent: string): Pages<Folder> {
  return askPages(seat, {
    operation: "resourcemanager.folders.list",
    on: parent,
    attempt: (pageToken, signal) => {
      const query = { parent, pageSize: PAGE_SIZE, pageToken };
      return seat.client.get(`${RESOURCE_MANAGER}/v3/folders`, filled(query), signal).then(readFolders);
    },
    excerpt: ({ items }) => ({ folders: items.length }),
  });
}

/** @param project id or number */
export function getProject(seat: Seat, project: string): Promise<Answer<Project>> {
  return ask(seat, {
    operation: "resourcemanager.projects.get",
    on: `projects/${project}`,
    attempt: (signal) =>
      seat.client
        .get(`${RESOURCE_MANAGER}/v3/projects/${encoded(project)}`, {}, signal)
        .then((answer) => projectAnswer.parse(answer)),
    excerpt: ({ name, projectId }) => ({ name, projectId }),
  });
}

export function getAncestry(seat: Seat, project: string): Promise<Answer<Ancestry>> {
  return ask(seat, {
    operation: "resourcemanager.projects.getAncestry",
    on: `projects/${project}`,
    attempt: (signal) =>
      seat.client
        .ask(`${RESOURCE_MANAGER}/v1/projects/${encoded(project)}:getAncestry`, {}, signal)
        .then((answer) => ancestry.parse(answer)),
    excerpt: ({ ancestor }) => ancestor.map(({ resourceId }) => `${resourceId.type}s/${resourceId.id}`),
  });
}

const POLICY_OPERATIONS = {
  projects: "resourcemanager.projects.getIamPolicy",
  folders: "resourcemanager.folders.getIamPolicy",
  organizations: "resourcemanager.organizations.getIamPolicy",
} as const;

/** Only `auditConfigs` of the policy is kept; the bindings are nobody's business here. */
export function getIamPolicy(seat: Seat, resource: string): Promise<Answer<IamPolicy>> {
  const collection = resource.split("/")[0];
  const operation =
    collection === "folders" || collection === "organizations"
      ? POLICY_OPERATIONS[collection]
      : POLICY_OPERATIONS.projects;
  return ask(seat, {
    operation,
    on: resource,
    attempt: (signal) =>
      seat.client
        .ask(
          `${RESOURCE_MANAGER}/v3/${encoded(resource)}:getIamPolicy`,
          { options: { requestedPolicyVersion: 3 } },
          signal,
        )
        .then((answer) => iamPolicy.parse(answer)),
    excerpt: ({ auditConfigs }) => ({
      auditConfigs: auditConfigs.filter(({ service }) => isJudged(service)).map((config) => ({ ...config })),
    }),
  });
}

/** Services whose audit configuration says something of Kubernetes. `k8s.io` has no effect, which is worth saying. */
export function isJudged(service: string): boolean {
  return service === "allServices" || service === "container.googleapis.com" || service === "k8s.io";
}
