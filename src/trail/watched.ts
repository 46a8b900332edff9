import { known, unknown, type Fact, type Unknown } from "../model/fact.ts";
import type { Ask } from "../model/reason.ts";
import type { Store } from "../model/trail.ts";
import { receives } from "./receiving.ts";
import type { View } from "./view.ts";

/** What the user says reads a store and raises alarms, such as a SIEM: no API shows it. */

/** Whether events of the API server reach such a store. */
export function isWatchedByDeclared(view: View, ask: Ask): boolean {
  return watchedStores(view).some(
    (store) => receives(store, view.apiStreams, view, ask) && ask(isDeclared(store), [true]),
  );
}

/** For people: store and note. */
export function declaredWatchers(view: View): string[] {
  return watchedStores(view).map(({ name, watchedBy }) => `${name} (${watchedBy})`);
}

/** Whether what is declared also tells of something else than what the store holds. */
export function mayTellOfMore(view: View): Unknown | undefined {
  const [store] = watchedStores(view);
  if (!store) return undefined;
  const reason = `no API shows whether what you declared to watch ${store.name} (${store.watchedBy}) tells of them`;
  return unknown({ call: "declared", on: store.id, reason });
}

function watchedStores({ trail }: View): Store[] {
  return trail.stores.filter(({ watchedBy }) => watchedBy !== undefined);
}

function isDeclared({ watchedBy }: Store): Fact<boolean> {
  return known(watchedBy !== undefined, [], "declared");
}
