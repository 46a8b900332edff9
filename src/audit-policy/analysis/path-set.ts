/** A URL pattern as in policies: one path, or all paths that begin alike. Two patterns are always nested or apart. */
export interface PathPattern {
  readonly text: string;
  readonly isPrefix: boolean;
}

/** The paths within one pattern that are in none of others. */
export interface PathSet {
  readonly within: PathPattern;
  readonly minus: readonly PathPattern[];
}

export const ANY_PATH: PathSet = { within: { text: "", isPrefix: true }, minus: [] };

export function patternOf(url: string): PathPattern {
  return url.endsWith("*") ? { text: url.replace(/\*+$/, ""), isPrefix: true } : { text: url, isPrefix: false };
}

export function patternText({ text, isPrefix }: PathPattern): string {
  return isPrefix ? `${text}*` : text;
}

function covers(outer: PathPattern, inner: PathPattern): boolean {
  return outer.isPrefix ? inner.text.startsWith(outer.text) : !inner.isPrefix && inner.text === outer.text;
}

export function intersectPaths(left: PathSet, right: PathSet): PathSet | undefined {
  const minus = [...left.minus, ...right.minus];
  const within = covers(left.within, right.within) ? right.within : left.within;
  if (!covers(left.within, within) || !covers(right.within, within)) return undefined;
  return pathSet(within, minus);
}

/** `right` must be a single pattern, as in rules. */
export function subtractPaths(left: PathSet, right: PathSet): PathSet | undefined {
  return pathSet(left.within, [...left.minus, right.within]);
}

/** A prefix has more paths than any number of longer ones, so only a pattern that covers it whole empties it. */
export function pathSet(within: PathPattern, minus: readonly PathPattern[]): PathSet | undefined {
  if (minus.some((pattern) => covers(pattern, within))) return undefined;
  return { within, minus: minus.filter((pattern) => covers(within, pattern)) };
}

export function arePathsWithin(inner: PathSet, outer: PathSet): boolean {
  const isFree = outer.minus.every((pattern) => {
    const apart = !covers(inner.within, pattern) && !covers(pattern, inner.within);
    return apart || inner.minus.some((own) => covers(own, pattern));
  });
  return covers(outer.within, inner.within) && isFree;
}

export function isAnyPath({ within, minus }: PathSet): boolean {
  return within.isPrefix && within.text === "" && minus.length === 0;
}

/** Some path of a set. */
export function pathIn({ within, minus }: PathSet): string {
  if (!within.isPrefix) return within.text;
  const candidates = [within.text === "" ? "/other" : within.text, `${within.text}/other`, `${within.text}other`];
  const isFree = (path: string): boolean => !minus.some((pattern) => covers(pattern, { text: path, isPrefix: false }));
  const found = candidates.find(isFree);
  if (found !== undefined) return found;
  for (let number = 0; ; number += 1) {
    // Among so many first characters one is not the beginning of an excluded pattern.
    const path = `${within.text}${String.fromCodePoint(0x61 + number)}`;
    if (isFree(path)) return path;
  }
}
