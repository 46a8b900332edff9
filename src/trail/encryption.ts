import type { Fact } from "../model/fact.ts";
import { settle, type Ask } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { Store } from "../model/trail.ts";
import { worstOf } from "./combine.ts";
import type { Judgement } from "./control.ts";
import { readOf } from "./depth.ts";
import { receiversOf } from "./receiving.ts";
import { unlessSilent } from "./silence.ts";
import { arrivalsOf, isHeld, mustSubjects, type Subject } from "./store-walk.ts";
import type { View } from "./view.ts";
import { listOf } from "./words.ts";

/**
 * Whether the stores that count for retention are encrypted under a key that the customer controls: for each
 * must-activity, its best hot store and its best store in all. Without such a key the provider's own still applies.
 */
export function judgeEncryption(view: View): Judgement {
  const parts = mustSubjects(view).map((subject) => settle((ask) => keyOf(subject, view, ask)));
  const judgement = { readings: [worstOf(parts)], message: (status: Status) => messageOf(status, view) };
  return unlessSilent(view, judgement, "Nothing leaves the control plane, so there is nothing to encrypt.");
}

function keyOf(subject: Subject, view: View, ask: Ask): Status {
  const whole: Store[] = [];
  const partly: Store[] = [];
  for (const arrival of arrivalsOf(subject, view, ask)) {
    if (isHeld(arrival, ask)) (arrival.isWhole ? whole : partly).push(arrival.store);
  }
  const held = whole.length > 0 ? whole : partly;
  if (held.length === 0) return "not-applicable";
  const counting = [longest(held, "hotDays", ask), longest(held, "totalDays", ask)];
  return counting.every((stores) => stores.some((store) => hasKey(store, ask))) ? "pass" : "warn";
}

/** The stores that keep entries longest, all of them where several do. */
function longest(stores: readonly Store[], days: "hotDays" | "totalDays", ask: Ask): Store[] {
  const kept = stores.map((store) => ask(store[days], [null, 0]) ?? Infinity);
  const most = Math.max(...kept);
  return stores.filter((_, index) => kept[index] === most);
}

function hasKey(store: Store, ask: Ask): boolean {
  return ask(keyFact(store), [true, false]);
}

function keyFact(store: Store): Fact<boolean> {
  return readOf(store.customerKey, "key", store.id);
}

function messageOf(status: Status, view: View): string {
  const stores = receiversOf(view);
  const keyed = stores.filter(isKeyed).map((store) => store.name);
  const others = stores.filter((store) => !isKeyed(store)).map((store) => store.name);
  if (status === "not-applicable") return "No store holds anything that can be read, so no key counts.";
  if (status === "pass") return `Encrypted under a key of the customer: ${listOf(keyed, 4)}.`;
  const beside = keyed.length > 0 ? `, while ${listOf(keyed, 4)} is` : "";
  return `Not encrypted under a key of the customer where it counts: ${listOf(others, 4)}${beside}.`;
}

function isKeyed({ customerKey }: Store): boolean {
  return customerKey?.state === "known" && customerKey.value;
}
