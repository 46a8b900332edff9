/** Counters of a sweep in progress, read by the progress line and by benchmarks. */
export interface Progress {
  placesFound: number;
  placesRead: number;
  clusters: number;
  /** Calls that failed for good. */
  failures: number;
  /** Times a cloud told us to slow down. */
  throttled: number;
  calls: number;
}

export function newProgress(): Progress {
  return { placesFound: 0, placesRead: 0, clusters: 0, failures: 0, throttled: 0, calls: 0 };
}
