import type { ClusterRow } from "../../model/report.ts";

/** How many clusters a line stands for, and the first few of them. */
export interface Sample {
  count: number;
  readonly first: ClusterName[];
}

type ClusterName = Pick<ClusterRow, "name" | "location" | "scope">;

const KEPT = 3;

export function emptySample(): Sample {
  return { count: 0, first: [] };
}

export function addToSample(sample: Sample, { name, location, scope }: ClusterRow): void {
  sample.count += 1;
  if (sample.first.length < KEPT) sample.first.push({ name, location, scope });
}

/** Adds one sample to another; no cluster may be in both. */
export function mergeSamples(sample: Sample, other: Sample): void {
  sample.count += other.count;
  sample.first.push(...other.first.slice(0, KEPT - sample.first.length));
}

/** Names, with as much of the place as it takes to tell them apart. */
export function sampleNames({ first }: Sample): string[] {
  return first.map((cluster) => {
    const same = first.filter((other) => other.name === cluster.name);
    if (same.length < 2) return cluster.name;
    const isEnough = same.every((other) => other === cluster || other.location !== cluster.location);
    return isEnough
      ? `${cluster.name} (${cluster.location})`
      : `${cluster.name} (${cluster.location}, ${cluster.scope})`;
  });
}
