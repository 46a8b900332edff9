import type { Status } from "../../src/model/result.ts";
import type { AccessIssue, Store } from "../../src/model/trail.ts";
import type { Control } from "../../src/trail/control.ts";
import { readOf } from "../../src/trail/depth.ts";
import { judgeReceiving, receiversOf } from "../../src/trail/receiving.ts";
import type { View } from "../../src/trail/view.ts";
import { listOf } from "../../src/trail/words.ts";

export const control: Control = {
  id: "LOG-ACCESS",
  title: "Access to the stored trail is restricted and itself leaves a trace",
  question: "Can anybody read the records who should not, or read them without being seen?",
  severity: "high",
  needs: "access",
  decide: (view) =>
    judgeReceiving<readonly AccessIssue[]>(view, {
      fact: (store) => readOf(store.access, "access", store.id),
      possible: [[], [{ kind: "weak", text: "" }], [{ kind: "open", text: "" }]],
      decide: statusOf,
      message: (status) => messageOf(status, view),
    }),
};

function statusOf(issues: readonly AccessIssue[]): Status {
  if (issues.some((issue) => issue.kind === "open")) return "fail";
  return issues.length > 0 ? "warn" : "pass";
}

function messageOf(status: Status, view: View): string {
  const stores = receiversOf(view);
  if (status === "pass") {
    return `No way in is wider than it should be: ${listOf(
      stores.map((store) => store.name),
      4,
    )}.`;
  }
  if (status === "fail") return `Open to anybody: ${listOf(issuesOf(stores, "open"), 4)}.`;
  return `Can be read by means that leave little trace: ${listOf(issuesOf(stores, "weak"), 4)}.`;
}

function issuesOf(stores: readonly Store[], kind: AccessIssue["kind"]): string[] {
  return stores.flatMap(({ name, access }) => {
    const issues = access?.state === "known" ? access.value : [];
    return issues.filter((issue) => issue.kind === kind).map((issue) => `${name} (${issue.text})`);
  });
}
