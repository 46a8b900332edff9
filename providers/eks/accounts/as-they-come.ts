/** Starts a list. */
export type ToList<T> = () => Promise<readonly T[]>;

/**
 * Yields the members of several lists, each list as soon as it is there. A list is started when it is found, while others
 * are still being looked for.
 */
export async function* asTheyCome<T>(found: AsyncIterable<ToList<T>> | Iterable<ToList<T>>): AsyncGenerator<T> {
  const ready: (readonly T[])[] = [];
  const failures: unknown[] = [];
  let waiting = 1;
  let wake = (): void => undefined;

  function settle(work: Promise<void>): void {
    void work
      .catch((error: unknown) => void failures.push(error))
      .finally(() => {
        waiting -= 1;
        wake();
      });
  }

  async function startAll(): Promise<void> {
    for await (const list of found) {
      waiting += 1;
      settle(list().then((items) => void ready.push(items)));
    }
  }

  settle(startAll());
  for (;;) {
    if (failures.length > 0) throw failures[0];
    const items = ready.shift();
    if (items) yield* items;
    else if (waiting === 0) return;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
}
