import type { Status } from "../../src/model/result.ts";
import type { Control } from "../../src/trail/control.ts";
import { readOf } from "../../src/trail/depth.ts";
import { judgeReceiving, receiversOf } from "../../src/trail/receiving.ts";
import type { View } from "../../src/trail/view.ts";
import { listOf } from "../../src/trail/words.ts";

type Capacity = "uncapped" | "capped" | "stopped";

const STATUS: { readonly [capacity in Capacity]: Status } = { uncapped: "pass", capped: "warn", stopped: "fail" };

export const control: Control = {
  id: "LOG-CAPACITY",
  title: "Collection of the trail is not capped",
  question: "Can a store stop taking records because it has had enough for the day?",
  severity: "medium",
  needs: "capacity",
  decide: (view) =>
    judgeReceiving<Capacity>(view, {
      fact: (store) => readOf(store.capacity, "capacity", store.id),
      possible: ["uncapped", "capped", "stopped"],
      decide: (capacity) => STATUS[capacity],
      message: (status) => messageOf(status, view),
    }),
};

function messageOf(status: Status, view: View): string {
  if (status === "fail") return `Records are turned away now, the cap is reached: ${namesOf(view, "stopped")}.`;
  if (status === "warn") return `A cap is set, behind which records are turned away: ${namesOf(view, "capped")}.`;
  return `Takes whatever is sent: ${namesOf(view, "uncapped")}.`;
}

function namesOf(view: View, capacity: Capacity): string {
  const stores = receiversOf(view).filter(
    (store) => store.capacity?.state === "known" && store.capacity.value === capacity,
  );
  return listOf(
    stores.map((store) => store.name),
    4,
  );
}
