import type { Status } from "../../src/model/result.ts";
import type { Watcher } from "../../src/model/trail.ts";
import type { Control } from "../../src/trail/control.ts";
import { judgeRead, readOf } from "../../src/trail/depth.ts";
import type { View } from "../../src/trail/view.ts";
import { declaredWatchers, isWatchedByDeclared } from "../../src/trail/watched.ts";
import { listOf } from "../../src/trail/words.ts";

export const control: Control = {
  id: "MON-DETECT",
  title: "Something reads the audit stream and raises an alarm on misuse",
  question: "Would anybody notice an attack that the trail shows?",
  severity: "high",
  needs: "detection",
  decide: (view) =>
    judgeRead<readonly Watcher[]>(
      readOf(view.trail.detection, "detection", view.trail.cluster.id),
      [[], [{ name: "", active: true }]],
      (watchers, ask) => {
        if (watchers.some((watcher) => watcher.active)) return "pass";
        return isWatchedByDeclared(view, ask) ? "warn" : "fail";
      },
      (status, watchers) => messageOf(status, watchers, view),
    ),
};

function messageOf(status: Status, watchers: readonly Watcher[] = [], view: View): string {
  const named = (active: boolean) => watchers.filter((one) => one.active === active).map((one) => one.name);
  if (status === "pass") {
    return `Watched by ${listOf(named(true), 4)}; detection that is on does not mean that anything is stored.`;
  }
  if (status === "warn") return `Nothing but what you declared watches it: ${listOf(declaredWatchers(view), 4)}.`;
  const off = named(false);
  return off.length > 0
    ? `Nothing watches the audit stream: ${listOf(off, 4)} is off.`
    : "Nothing watches the audit stream.";
}
