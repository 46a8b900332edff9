import type { SimReply } from "../cloud.ts";
import type { SimContainer, SimProject } from "./landscape.ts";
import { ancestorsOf, findAudited, findProject } from "./lookup.ts";
import { page } from "./paging.ts";
import type { RouteContext, SimRoute } from "./route.ts";
import { json, protoJson, rpcError } from "./wire.ts";

const HOST = "cloudresourcemanager.googleapis.com";
const PAGE = 500;

export const resourceManagerRoutes: readonly SimRoute[] = [
  {
    host: HOST,
    method: "GET",
    path: /^\/v3\/projects:search$/,
    operation: "resourcemanager.projects.search",
    permission: "resourcemanager.projects.get",
    resource: () => "-",
    answer: searchProjects,
  },
  {
    host: HOST,
    method: "GET",
    path: /^\/v3\/projects$/,
    operation: "resourcemanager.projects.list",
    resource: (_, request) => request.query.get("parent") ?? "",
    answer: (context) => listChildren(context, "projects"),
  },
  {
    host: HOST,
    method: "GET",
    path: /^\/v3\/folders$/,
    operation: "resourcemanager.folders.list",
    resource: (_, request) => request.query.get("parent") ?? "",
    answer: (context) => listChildren(context, "folders"),
  },
  {
    host: HOST,
    method: "GET",
    path: /^\/v3\/projects\/(?<project>[^/:]+(?:\.[^/:]+:[^/:]+)?)$/,
    operation: "resourcemanager.projects.get",
    resource: (names) => `projects/${names["project"] ?? ""}`,
    answer: ({ names, landscape }) => {
      const project = findProject(landscape, names["project"] ?? "");
      return project ? protoJson(wireProject(project)) : noRight();
    },
  },
  {
    host: HOST,
    method: "POST",
    path: /^\/v1\/projects\/(?<project>.+):getAncestry$/,
    operation: "resourcemanager.projects.getAncestry",
    permission: "resourcemanager.projects.get",
    resource: (names) => `projects/${names["project"] ?? ""}`,
    answer: getAncestry,
  },
  ...["projects", "folders", "organizations"].map(policyRoute),
];

function policyRoute(collection: string): SimRoute {
  return {
    host: HOST,
    method: "POST",
    path: new RegExp(`^/v3/(?<resource>${collection}/.+):getIamPolicy$`),
    operation: `resourcemanager.${collection}.getIamPolicy`,
    resource: (names) => names["resource"] ?? "",
    answer: ({ names, landscape }) => {
      const audited = findAudited(landscape, names["resource"] ?? "");
      if (!audited) return noRight();
      const bindings = [{ role: "roles/owner", members: ["group:platform@example.com"] }];
      return json({
        version: 1,
        etag: "BwYQ3Qq4d0k=",
        bindings,
        ...(audited.auditConfigs ? { auditConfigs: audited.auditConfigs } : {}),
      });
    },
  };
}

/** Resource Manager says 403 for what does not exist, too. */
function noRight(): SimReply {
  return rpcError(403, "The caller does not have permission");
}

function searchProjects({ request, landscape, knobs }: RouteContext): SimReply {
  const isActiveOnly = (request.query.get("query") ?? "").includes("state:ACTIVE");
  const found = landscape.projects.filter((project) => !isActiveOnly || stateOf(project) === "ACTIVE");
  return page(request, knobs, "projects", found.map(wireProject), PAGE);
}

function listChildren({ request, landscape, knobs }: RouteContext, kind: "projects" | "folders"): SimReply {
  const parent = request.query.get("parent") ?? "";
  if (!findAudited(landscape, parent)) return noRight();
  const projects = landscape.projects.filter((one) => one.parent === parent && stateOf(one) === "ACTIVE");
  const folders = (landscape.folders ?? []).filter((folder) => folder.parent === parent);
  const items = kind === "projects" ? projects.map(wireProject) : folders.map(wireFolder);
  return page(request, knobs, kind, items, PAGE);
}

function getAncestry({ names, landscape }: RouteContext): SimReply {
  const project = findProject(landscape, names["project"] ?? "");
  if (!project) return noRight();
  const above = ancestorsOf(landscape, project).map((resource) => {
    const [collection = "", id = ""] = resource.split("/");
    return { resourceId: { type: collection === "folders" ? "folder" : "organization", id } };
  });
  return protoJson({ ancestor: [{ resourceId: { type: "project", id: project.id } }, ...above] });
}

function stateOf(project: SimProject): string {
  return project.state ?? "ACTIVE";
}

function wireProject(project: SimProject): object {
  return {
    name: `projects/${project.number}`,
    parent: project.parent,
    projectId: project.id,
    state: stateOf(project),
    displayName: project.id,
    createTime: "2025-01-15T09:00:00.123Z",
    etag: 'W/"1f2e3d4c5b6a7988"',
    labels: project.labels,
  };
}

function wireFolder(folder: SimContainer): object {
  return {
    name: `folders/${folder.id}`,
    parent: folder.parent,
    displayName: folder.displayName ?? `folder ${folder.id}`,
    state: "ACTIVE",
    createTime: "2025-01-15T09:00:00.123Z",
  };
}
