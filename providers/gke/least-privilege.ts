import type { GrantOptions, PermissionUse } from "../contract.ts";

/** A custom role made of the calls in the code, as `gcloud iam roles create --file` takes it. */
export function customRole(uses: readonly PermissionUse[], { organization }: GrantOptions): string {
  const reasons = Map.groupBy(
    // A role of a project cannot hold permissions that exist on folders and organizations only.
    uses.filter((use) => organization || !use.above),
    ({ permission }) => permission,
  );
  const lines = [...reasons]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([permission, all]) => `- ${permission} # ${all.map(({ why }) => why).join("; ")}`);
  const on = organization ? "--organization ORGANIZATION_ID" : "--project PROJECT_ID";
  return [
    `# gcloud iam roles create trailproofReader ${on} --file FILE`,
    `# Grant it on ${organization ? "the organization" : "the project, and on the projects that hold its sinks' destinations"}.`,
    "title: trailproof reader",
    "description: Reads how GKE audit logs are routed and kept; no log content, no Kubernetes API.",
    "stage: GA",
    "includedPermissions:",
    ...lines,
    "",
  ].join("\n");
}
