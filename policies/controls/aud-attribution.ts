import { known, unknown, type Fact } from "../../src/model/fact.ts";
import { certain, settle, type Settled } from "../../src/model/reason.ts";
import type { Status } from "../../src/model/result.ts";
import type { Attribution, Trail } from "../../src/model/trail.ts";
import { worstOf } from "../../src/trail/combine.ts";
import type { Control } from "../../src/trail/control.ts";
import { readOf, settleRead } from "../../src/trail/depth.ts";
import { unlessSilent } from "../../src/trail/silence.ts";
import type { View } from "../../src/trail/view.ts";

export const control: Control = {
  id: "AUD-ATTRIBUTION",
  title: "Each record can be tied to one credential and one principal",
  question: "When the trail shows what was done, does it show by whom, and with which credential?",
  severity: "medium",
  needs: "attribution",
  decide(view) {
    const { attribution: limit } = view.profile;
    const parts = [byVersion(view.trail), byCredentials(view.trail)];
    const capped = limit ? [...parts, certain<Status>(limit.atBest, limit.basis)] : parts;
    return unlessSilent(
      view,
      { readings: [worstOf(capped)], message: () => messageOf(view) },
      "Nothing is recorded, so there is nothing to attribute.",
    );
  },
};

const STATUS: { readonly [attribution in Attribution]: Status } = { personal: "pass", mixed: "warn", shared: "fail" };

function byCredentials({ attribution, cluster }: Trail): Settled<Status> {
  const fact = readOf(attribution, "attribution", cluster.id);
  return settleRead<Attribution>(fact, ["personal", "mixed", "shared"], (value) => STATUS[value]);
}

/**
 * Ids in the record: of tokens and certificates, of tokens alone, or none. KEP-4193: token ids are on by default since
 * 1.30; fingerprints of client certificates came with 1.32 (kubernetes#125634).
 */
type Ids = "all" | "tokens" | "none";

const IDS: { readonly [ids in Ids]: { readonly status: Status; readonly text: string } } = {
  all: { status: "pass", text: "ids of tokens and certificates are in the record" },
  tokens: { status: "warn", text: "ids of tokens are in the record, those of certificates are not" },
  none: { status: "fail", text: "no id of a credential is in the record" },
};

function byVersion({ cluster }: Trail): Settled<Status> {
  const fact = idsOf(cluster.version, cluster.id);
  return settle((ask) => IDS[ask<Ids>(fact, ["all", "tokens", "none"])].status);
}

function idsOf(version: string | null, on: string): Fact<Ids> {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  if (major === undefined || minor === undefined) {
    return unknown({ call: "the cluster's version", on, reason: "the version of Kubernetes is not known" });
  }
  const release = Number(major) * 1000 + Number(minor);
  if (release >= 1032) return known("all");
  return known(release >= 1030 ? "tokens" : "none");
}

const CREDENTIALS: { readonly [attribution in Attribution]: string } = {
  personal: "every credential belongs to one principal",
  mixed: "credentials that several may share can be used beside personal ones",
  shared: "credentials that several may share are in use",
};

function messageOf({ trail: { attribution, cluster }, profile }: View): string {
  const ids = idsOf(cluster.version, cluster.id);
  const parts = [
    ids.state === "known"
      ? `in Kubernetes ${cluster.version ?? ""} ${IDS[ids.value].text}`
      : "which ids are in the record is not known",
    credentialsText(readOf(attribution, "attribution", cluster.id)),
    ...(profile.attribution ? [profile.attribution.why] : []),
  ];
  return `${parts.join("; ").replace(/^./, (letter) => letter.toUpperCase())}.`;
}

function credentialsText(attribution: Fact<Attribution>): string {
  if (attribution.state === "not-applicable") return attribution.reason;
  return attribution.state === "known" ? CREDENTIALS[attribution.value] : "who shares credentials is not known";
}
