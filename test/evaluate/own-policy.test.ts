import { describe, expect, it } from "vitest";
import { readPolicy } from "../../policies/files.ts";
import { policyOf } from "../../policies/profile.ts";
import { profileFile } from "../../policies/schema.ts";
import type { Policy } from "../../src/audit-policy/index.ts";
import { explainProbes } from "../../src/evaluate/explain.ts";
import { judgeCluster } from "../../src/evaluate/judge-cluster.ts";
import type { OwnPolicy } from "../../src/evaluate/options.ts";
import { known } from "../../src/model/fact.ts";
import type { CoverageMemo } from "../../src/trail/view.ts";
import {
  aksTrail,
  catalogue,
  cluster,
  eksTrail,
  gkeTrail,
  judge,
  OPTIONS,
  resultOf,
  stream,
} from "../support/trails.ts";

const NO_SECRET_READS: Policy = {
  rules: [
    { level: "None", verbs: ["get"], resources: [{ group: "", resources: ["secrets"] }] },
    { level: "RequestResponse" },
  ],
};
const EVERYTHING: Policy = { rules: [{ level: "RequestResponse" }] };

function own(policy: Policy, pattern = "*", rest: Partial<OwnPolicy> = {}): OwnPolicy {
  return { cluster: pattern, file: "our-policy.yaml", policy, ...rest };
}

describe("a policy that the user declares for a cluster", () => {
  it("decides what is recorded, with basis declared, and leaves the rest alone", async () => {
    const [published, declared] = await Promise.all([
      judge(eksTrail()),
      judge(eksTrail(), { policies: [own(NO_SECRET_READS)] }),
    ]);
    const basisOf = new Map(declared.results.map((result) => [result.control, result.basis]));
    const secret = declared.coverage.find((row) => row.activity === "CA-SECRET-GET");

    expect(declared.results.find((result) => result.control === "AUD-SECRETS")).toMatchObject({
      status: "fail",
      basis: "declared",
    });
    expect(secret).toMatchObject({ verdict: "blind", lostAt: "policy", basis: "declared" });
    for (const control of (await catalogue()).activities.map((activity) => activity.control)) {
      expect(basisOf.get(control), control).toBe("declared");
    }
    for (const result of published.results.filter(({ control }) => /^LOG-|AUD-(ENABLED|AUTHN|NO-)/.test(control))) {
      expect(declared.results).toContainEqual(result);
    }
    const rows = declared.coverage.filter((row) => row.verdict !== "not-applicable" && row.verdict !== "unknown");
    expect(new Set(rows.map((row) => row.basis))).toEqual(new Set(["declared"]));
  });

  it("is named where it decided", async () => {
    const options = { policies: [own(NO_SECRET_READS, "pay", { note: "agreed with support" })] };
    const { view } = await judge(eksTrail(), options);
    const probe = view.activities.find((activity) => activity.id === "CA-SECRET-GET")?.probes[0];
    const [request] = explainProbes("words", probe ? [probe] : [], view).requests;

    expect(request?.links[0]?.text).toBe(
      "rule 1 of your policy our-policy.yaml leaves it out - declared for this cluster in place of its provider's policy [declared: our-policy.yaml, agreed with support]",
    );
    expect((await resultOf(eksTrail(), "AUD-SECRETS", options)).message).toContain(
      "The audit policy is the one that you declared for this cluster, our-policy.yaml (agreed with support).",
    );
  });

  it("keeps the provider's streams and routing", async () => {
    const { coverage } = await judge(gkeTrail([]), { policies: [own(EVERYTHING)] });

    expect(coverage.find((row) => row.activity === "CA-SECRET-GET")).toMatchObject({
      verdict: "blind",
      lostAt: "stream",
    });
    expect(coverage.find((row) => row.activity === "EX-POD-CREATE")).toMatchObject({ verdict: "covered" });
  });

  it.each([
    ["eks", eksTrail()],
    ["gke", gkeTrail()],
    ["aks", aksTrail()],
    ["aks", aksTrail(["kube-audit-admin"])],
    ["eks", eksTrail({ streams: [stream("audit", known(false)), stream("authenticator")] })],
  ])("that says what %s says gives the same verdicts", async (id, of) => {
    const policy = policyOf(readPolicy(`audit/${id}.yaml`, profileFile));
    const [published, declared] = await Promise.all([judge(of), judge(of, { policies: [own(policy)] })]);

    // What another source says about a rule of the provider's is no argument against the user's.
    const undisputed = published.coverage.filter((row) => row.basis !== "disputed").map((row) => row.activity);
    const verdicts = ({ coverage }: typeof published) =>
      coverage
        .filter((row) => undisputed.includes(row.activity))
        .map(({ activity, verdict, lostAt, stores, hotDays }) => ({ activity, verdict, lostAt, stores, hotDays }));
    expect(undisputed.length).toBeGreaterThan(50);
    expect(verdicts(declared)).toEqual(verdicts(published));
  });

  it("is for the clusters whose id or name fits; the first one that fits counts", async () => {
    const verdict = async (...policies: OwnPolicy[]) =>
      (await judge(eksTrail(), { policies })).coverage.find((row) => row.activity === "CA-SECRET-GET");

    expect(await verdict(own(NO_SECRET_READS, "shop"))).toMatchObject({ verdict: "covered", basis: "documented" });
    expect(await verdict(own(NO_SECRET_READS, "EKS/p*"))).toMatchObject({ verdict: "blind" });
    expect(await verdict(own(NO_SECRET_READS, "p*y"), own(EVERYTHING))).toMatchObject({ verdict: "blind" });
    // Bodies of Secrets are more than may be recorded.
    expect(await verdict(own(EVERYTHING), own(NO_SECRET_READS))).toMatchObject({ verdict: "overexposed" });
  });

  it("is not mixed up with the provider's on another cluster of the same shape", async () => {
    const memo: CoverageMemo = new Map();
    const policies = [own(NO_SECRET_READS, "pay")];
    const all = await catalogue();
    const statusOf = (name: string) => {
      const of = eksTrail({ cluster: cluster("eks", { id: `eks/${name}`, name }) });
      const { results } = judgeCluster(of, () => undefined, all, { ...OPTIONS, policies }, "2026-11-24", memo);
      return results.find((result) => result.control === "AUD-SECRETS")?.status;
    };

    expect(["pay", "shop", "pay"].map(statusOf)).toEqual(["fail", "pass", "fail"]);
  });

  it("is read as the cluster's Kubernetes version reads it", async () => {
    const policy: Policy = {
      rules: [{ level: "RequestResponse", resources: [{ group: "*" }] }, { level: "Metadata" }],
    };
    const levelAt = async (version: string | null) => {
      const of = eksTrail({ cluster: cluster("eks", { version }) });
      const { coverage } = await judge(of, { policies: [own(policy)] });
      return coverage.find((row) => row.activity === "EX-POD-CREATE")?.level;
    };

    expect(await Promise.all(["1.35", "1.36.2-gke.100", null].map(levelAt))).toEqual([
      "Metadata",
      "RequestResponse",
      "RequestResponse",
    ]);
  });
});
