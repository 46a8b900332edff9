import type { ArmId } from "./arm-id.ts";
import type { LifecycleRule } from "./schema.ts";

/** Days until lifecycle rules delete a cluster's blobs; null: never. `open`: a rule may, and it cannot be told when. */
export function daysUntilDeleted(
  rules: readonly LifecycleRule[],
  container: string,
  cluster: ArmId,
): number | null | "open" {
  const matching = rules.filter(
    ({ prefixes }) => prefixes.length === 0 || prefixes.some((prefix) => isAbout(prefix, container, cluster)),
  );
  const certain = matching.flatMap(({ byTag, deleteAfterDays }) =>
    byTag || deleteAfterDays === null ? [] : [deleteAfterDays],
  );
  const least = certain.length === 0 ? null : Math.min(...certain);
  const open = matching.some(
    ({ byTag, deleteAfterDays }) =>
      (byTag || deleteAfterDays === null) && (deleteAfterDays === null || least === null || deleteAfterDays < least),
  );
  return open ? "open" : least;
}

/**
 * Whether blobs of this cluster start with the prefix. Azure Monitor writes the cluster's id in capitals; the prefix is
 * compared without regard to case, which can only make the days fewer.
 */
function isAbout(prefix: string, container: string, cluster: ArmId): boolean {
  const slash = prefix.indexOf("/");
  if (slash < 0) return container.startsWith(prefix);
  if (prefix.slice(0, slash) !== container) return false;
  const wanted = prefix.slice(slash + 1).toLowerCase();
  const blobs = `resourceid=${cluster.id.toLowerCase()}/`;
  return blobs.startsWith(wanted) || wanted.startsWith(blobs);
}
