import type { Landscape, LandscapeOption } from "../contract.ts";

const options: readonly LandscapeOption[] = [
  {
    flag: "--project <id>",
    description: "Google Cloud project to read",
    key: "projects",
    kind: "list",
    check: checkProject,
  },
  {
    flag: "--folder <id>",
    description: "Google Cloud folder whose projects to read, subfolders included",
    key: "folders",
    kind: "list",
    check: (value) => checkNumber(value, "a folder"),
  },
  {
    flag: "--gcp-organization <id>",
    description: "Google Cloud organization whose projects to read",
    key: "organizations",
    kind: "list",
    check: (value) => checkNumber(value, "a Google Cloud organization"),
  },
];

const CLUSTER_ID =
  /^(?:\/\/container\.googleapis\.com\/)?projects\/([^/]+)\/(?:locations|zones|regions)\/([^/]+)\/clusters\/[^/]+$/;

export const landscape: Landscape = {
  id: "gke",
  title: "Google Kubernetes Engine",
  options,
  locationsKey: "locations",
  locate(clusterId) {
    const [, project] = CLUSTER_ID.exec(clusterId) ?? [];
    return project !== undefined && checkProject(project) === undefined ? { projects: [project] } : undefined;
  },
};

/** An id, an id within a domain such as `example.com:shop`, or a number. */
function checkProject(value: string): string | undefined {
  const isNumber = /^\d{1,19}$/.test(value);
  const isId = /^(?:[a-z0-9.-]+\.[a-z]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(value);
  return isNumber || isId
    ? undefined
    : "a Google Cloud project id has 6 to 30 lower-case letters, digits and hyphens, such as shop-prod-1";
}

function checkNumber(value: string, what: string): string | undefined {
  return /^\d{1,19}$/.test(value) ? undefined : `the id of ${what} is a number, such as 213456789012`;
}
