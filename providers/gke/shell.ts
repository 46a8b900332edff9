/** Commands of gcloud for a POSIX shell. Names come from strangers and are quoted. */

/** Plain words stay as they are. */
export function quoted(text: string): string {
  return /^[A-Za-z0-9_./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

const SCOPES = new Map([
  ["projects", "--project"],
  ["folders", "--folder"],
  ["organizations", "--organization"],
]);

/** The flag that names project, folder or organisation, such as `--folder=213`. */
export function inScope(resource: string): string {
  const [collection = "", id = ""] = resource.split("/");
  return `${SCOPES.get(collection) ?? "--project"}=${quoted(id)}`;
}

const POLICIES = new Map([
  ["projects", "gcloud projects"],
  ["folders", "gcloud resource-manager folders"],
  ["organizations", "gcloud organizations"],
]);

export function iamCommands(resource: string): { readonly get: string; readonly set: string } {
  const [collection = "", id = ""] = resource.split("/");
  const group = POLICIES.get(collection) ?? "gcloud projects";
  return { get: `${group} get-iam-policy ${quoted(id)}`, set: `${group} set-iam-policy ${quoted(id)}` };
}
