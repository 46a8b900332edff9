import { known, notApplicable, unknown, type Fact } from "../../src/model/fact.ts";
import type { Answer, Run } from "../contract.ts";
import { readCentralGroups } from "./copies/central-group-reads.ts";
import { readCentralization } from "./copies/central-reads.ts";
import { describeSubscriptionFilters } from "./copies/calls.ts";
import { subscriptionPolicyRecord, subscriptionsOf } from "./copies/facts.ts";
import { followCopy } from "./copies/reads.ts";
import type { DeepClusterFacts, Subscription } from "./deep-fact-schema.ts";
import {
  centralizationArn,
  detectorsArn,
  lakeArn,
  subscriptionPolicyArn,
  trailsArn,
  versionsArn,
} from "./deep-names.ts";
import { isConnected, logTypes, mayAudit, utc, type Deep } from "./facts.ts";
import { resourceFacts } from "./fact-schema.ts";
import { readNewestAudit } from "./group/flow-reads.ts";
import { readLake } from "./lake/reads.ts";
import { describeAccountPolicies } from "./group/calls.ts";
import type { ClusterAnswer } from "./schema.ts";
import type { EksPlace } from "./accounts/scopes.ts";
import { readVersions } from "./watch/version-reads.ts";
import { readDetectors, readTrails } from "./watch/reads.ts";

export interface DeepReads {
  cluster(name: string, answer: Answer<ClusterAnswer>): Promise<Deep>;
}

/** Begins with what is limited most, and with what all clusters of the place share. */
export function startDeepReads(place: EksPlace, run: Run, names: readonly string[]): DeepReads {
  const subscriptions = new Map(names.map((name) => [name, begun(describeSubscriptionFilters(place, run, name))]));
  const shared = {
    policy: begun(readPolicy(place, run)),
    centralization: begun(readCentralization(place, run)),
    detectors: begun(readDetectors(place, run)),
    trails: begun(readTrails(place, run)),
    versions: begun(readVersions(place, run)),
  };

  return {
    async cluster(name, answer) {
      if (answer.ok && isConnected(answer.value)) return { facts: nowhere(), resources: [] };
      const around = await readAround();
      if (!mayAudit(answer))
        return { facts: { ...around.facts, ...withoutAudit(answer) }, resources: around.resources };
      const [copies, newestAudit] = await Promise.all([
        readCopies(name),
        readNewestAudit(place, run, name, answer.ok ? utc(answer.value.createdAt) : null),
      ]);
      return {
        facts: { ...around.facts, ...copies.facts, newestAudit },
        resources: [...around.resources, ...copies.resources],
      };
    },
  };

  async function readAround() {
    const [, trails] = await Promise.all([shared.detectors, shared.trails, shared.versions]);
    const { site } = place;
    const facts = {
      detectors: known(detectorsArn(site)),
      cloudTrails: known(trailsArn(site)),
      versions: known(versionsArn(site)),
    };
    return { facts, resources: [detectorsArn(site), ...trails, versionsArn(site)] };
  }

  async function readCopies(name: string) {
    // Asked for only here: it is no part of a place in which nothing is recorded.
    const lake = begun(readLake(place, run));
    const [listed, policy, central] = await Promise.all([
      subscriptions.get(name),
      shared.policy,
      shared.centralization,
    ]);
    const own: Fact<Subscription[]> = listed ? subscriptionsOf(listed) : known([]);
    const account = resourceFacts["subscription-policy"].parse(policy.facts).subscriptions;
    const destinations = [own, account].flatMap((fact) => (fact.state === "known" ? fact.value : []));
    const unique = new Set(destinations.map(({ destination }) => destination));
    const { rules } = resourceFacts["centralization-rules"].parse(central.facts);
    const followed = await Promise.all([
      ...[...unique].map((destination) => followCopy(place, run, destination)),
      readCentralGroups(place, run, rules.state === "known" ? rules.value : [], name),
    ]);
    await lake;
    const { site } = place;
    return {
      facts: {
        subscriptions: own,
        accountSubscriptions: known(subscriptionPolicyArn(site)),
        centralization: known(centralizationArn(site)),
        securityLake: known(lakeArn(site)),
      },
      resources: [...new Set(followed.flat()), subscriptionPolicyArn(site), centralizationArn(site), lakeArn(site)],
    };
  }
}

/** A bug in it is thrown where it is waited for. */
function begun<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function readPolicy(place: EksPlace, run: Run) {
  return run.resource(subscriptionPolicyArn(place.site), async () =>
    subscriptionPolicyRecord(place.site, await describeAccountPolicies(place, run, "SUBSCRIPTION_FILTER_POLICY")),
  );
}

type AuditFacts = Pick<
  DeepClusterFacts,
  "newestAudit" | "subscriptions" | "accountSubscriptions" | "centralization" | "securityLake"
>;

/** Nothing flows and nothing is copied of a stream that is off; of one that may be on, nothing is known. */
function withoutAudit(answer: Answer<ClusterAnswer>): AuditFacts {
  const types = answer.ok
    ? logTypes(answer.value, answer.value.name, answer.evidence)
    : unknown(answer.gap, [answer.evidence]);
  const fact = types.state === "unknown" ? types : notApplicable("audit logging is off");
  return {
    newestAudit: fact,
    subscriptions: fact,
    accountSubscriptions: fact,
    centralization: fact,
    securityLake: fact,
  };
}

function nowhere(): DeepClusterFacts {
  const fact = notApplicable("the control plane of a connected cluster is not run by EKS");
  return {
    newestAudit: fact,
    subscriptions: fact,
    accountSubscriptions: fact,
    centralization: fact,
    securityLake: fact,
    detectors: fact,
    cloudTrails: fact,
    versions: fact,
  };
}
