import type { Status } from "../../src/model/result.ts";
import type { PlatformSupport } from "../../src/model/trail.ts";
import type { Control } from "../../src/trail/control.ts";
import { judgeRead, readOf } from "../../src/trail/depth.ts";

type Support = PlatformSupport["support"];

const STATUS: { readonly [support in Support]: Status } = {
  standard: "pass",
  ending: "warn",
  extended: "warn",
  unsupported: "fail",
};

const WORDS: { readonly [support in Support]: string } = {
  standard: "is in standard support",
  ending: "is in standard support that ends soon",
  extended: "is past standard support, in extended support",
  unsupported: "is not supported any more",
};

export const control: Control = {
  id: "PLAT-VERSION",
  title: "The control plane's version is supported",
  question: "Does the control plane still get fixes, and do its records carry what newer ones do?",
  severity: "medium",
  needs: "platform",
  decide: (view) =>
    judgeRead<PlatformSupport>(
      readOf(view.trail.platform, "platform", view.trail.cluster.id),
      [{ support: "standard" }, { support: "extended" }, { support: "unsupported" }],
      ({ support }) => STATUS[support],
      (_, found) => messageOf(view.trail.cluster.version, found),
    ),
};

function messageOf(version: string | null, found: PlatformSupport | undefined): string {
  if (!found) return "What support the version has is not known.";
  const end = found.until === undefined ? "" : ` (until ${found.until})`;
  return `Kubernetes ${version ?? "of an unread version"} ${WORDS[found.support]}${end}.`;
}
