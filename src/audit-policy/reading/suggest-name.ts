const CONFUSIONS: ReadonlyMap<string, string> = new Map([
  ["groups", "userGroups"],
  ["apigroup", "group"],
  ["apigroups", "group"],
  ["names", "resourceNames"],
  ["urls", "nonResourceURLs"],
  ["paths", "nonResourceURLs"],
]);

/** The known name that was probably meant: the same but for case or an s, or a name that is often confused with it. */
export function suggestName(name: string, known: readonly string[]): string | undefined {
  const plain = name.toLowerCase();
  const confused = CONFUSIONS.get(plain);
  if (confused !== undefined && known.includes(confused)) return confused;
  return known.find((candidate) => stemOf(candidate) === stemOf(name));
}

function stemOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[-_\s]/g, "")
    .replace(/s$/, "");
}
