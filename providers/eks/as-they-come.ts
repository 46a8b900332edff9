/** Yields the members of several lists, each list as soon as it is there. */
export async function* asTheyCome<T>(lists: readonly Promise<readonly T[]>[]): AsyncGenerator<T> {
  const waiting = new Map(lists.map((list, index) => [index, list.then((items) => ({ index, items }))]));
  while (waiting.size > 0) {
    const { index, items } = await Promise.race(waiting.values());
    waiting.delete(index);
    yield* items;
  }
}
