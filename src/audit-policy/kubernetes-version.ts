/** The version whose behaviour is followed when none is given: everything known here holds for the newest release. */
export const NEWEST = "1.37";

/** API group `"*"`: kubernetes/kubernetes v0.36.0-alpha.1 (2026-01), first stable release 1.36.0, not backported. */
const GROUP_WILDCARD_SINCE = 36;

/** Whether a version such as `1.36`, `v1.36.2` or `1.36.2-eks-1` matches group `"*"` with every group, and accepts it in a file. */
export function hasGroupWildcard(kubernetes: string = NEWEST): boolean {
  const match = /^v?(\d+)\.(\d+)/.exec(kubernetes);
  if (match === null) throw new TypeError(`"${kubernetes}" is no Kubernetes version; give one such as "1.36".`);
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > 1 || (major === 1 && minor >= GROUP_WILDCARD_SINCE);
}
