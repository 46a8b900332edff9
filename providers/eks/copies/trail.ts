import type { ClusterRecord } from "../../../src/model/cluster.ts";
import { known, unknown, type Fact } from "../../../src/model/fact.ts";
import type { Route, TrailNote } from "../../../src/model/trail.ts";
import { centralCopies } from "./central-copies.ts";
import { subscriptionFilters } from "./filter.ts";
import { joined, NO_COPIES, STREAMS, unseenCopies, type Part } from "./part.ts";
import { endOf, type EndsOf } from "./store.ts";
import type { AccountSubscription, Subscription } from "../deep-fact-schema.ts";
import type { ClusterFacts } from "../fact-schema.ts";
import { findResource, lost, type Resources } from "../found.ts";
import type { GroupSeen } from "../group/store.ts";
import { logGroupName } from "../names.ts";

/** What leaves the log group. */
export interface Copies extends Part {
  readonly notes: readonly TrailNote[];
}

export function copiesOf(
  cluster: ClusterRecord,
  read: ClusterFacts,
  group: GroupSeen,
  resource: Resources,
  objectReads: Fact<boolean>,
): Copies {
  const from = { cluster, resource, objectReads };
  // Copies are made of what the log group takes: where there is none, there is nothing to copy.
  const isMissing = group.facts.exists.state === "known" && !group.facts.exists.value;
  if (isMissing) return { routes: [], stores: [], unseen: [], notes: [] };
  const parts = [
    ownCopies(read.subscriptions, from),
    accountCopies(accountSubscriptions(read, resource), group, from),
    centralCopies(read.centralization, group, from),
  ];
  const stores = new Map(parts.flatMap((part) => part.stores.map((store) => [store.id, store])));
  const routes = parts.flatMap((part) => part.routes);
  return {
    routes,
    stores: [...stores.values()],
    unseen: parts.flatMap((part) => part.unseen),
    notes: routes.some(({ id }) => /^(account )?subscription /.test(id)) ? [BLIND_DELIVERY] : [],
  };
}

/** docs.aws.amazon.com/AmazonCloudWatch, monitoring CloudWatch Logs (2026-11). */
const BLIND_DELIVERY: TrailNote = {
  control: "LOG-CENTRAL",
  text: "a subscription filter looks the same while its deliveries fail: only its metric DeliveryErrors tells, which is not read",
};

function ownCopies(subscriptions: Fact<readonly Subscription[]>, from: EndsOf): Part {
  if (subscriptions.state !== "known") return unseenCopies(subscriptions);
  const { evidence } = subscriptions;
  return joined(
    subscriptions.value.map((one) => {
      const id = `subscription ${one.name}`;
      const name = `subscription filter ${one.name}`;
      return copyOf(one, { id, name, call: "logs:DescribeSubscriptionFilters", enabled: known(true, evidence) }, from);
    }),
  );
}

function accountSubscriptions(read: ClusterFacts, resource: Resources): Fact<readonly AccountSubscription[]> {
  const id = read.accountSubscriptions;
  if (id.state !== "known") return id;
  return findResource(resource, "subscription-policy", id.value)?.facts.subscriptions ?? lost(id.value);
}

/** The account's subscription is for all log groups but those it names, as far as their class takes subscriptions. */
function accountCopies(subscriptions: Fact<readonly AccountSubscription[]>, group: GroupSeen, from: EndsOf): Part {
  if (subscriptions.state !== "known") return unseenCopies(subscriptions);
  const { evidence } = subscriptions;
  const call = "logs:DescribeAccountPolicies";
  const takes = takesSubscriptions(group);
  return joined(
    subscriptions.value.map((one) => {
      if (one.except?.includes(logGroupName(from.cluster.name))) return NO_COPIES;
      if (takes.state === "known" && !takes.value) return NO_COPIES;
      const reason = "which log groups the account's subscription is for makes no sense here";
      const reached = takes.state === "known" ? known(true, evidence) : takes;
      const enabled = one.except === null ? unknown({ call, on: group.id, reason }, evidence) : reached;
      const id = `account subscription ${one.name}`;
      return copyOf(one, { id, name: `the account's subscription ${one.name}`, call, enabled }, from);
    }),
  );
}

/** By class: docs.aws.amazon.com/AmazonCloudWatch, log classes (2026-11). Of newer classes it is not published. */
function takesSubscriptions({ id, facts: { logGroupClass } }: GroupSeen): Fact<boolean> {
  if (logGroupClass.state !== "known") return logGroupClass;
  const name = logGroupClass.value ?? "STANDARD";
  if (name === "STANDARD") return known(true, logGroupClass.evidence);
  if (name === "INFREQUENT_ACCESS" || name === "DELIVERY") return known(false, logGroupClass.evidence);
  const reason = "whether a log group of its class takes the account's subscription is not known here";
  return unknown({ call: "logs:DescribeLogGroups", on: id, reason }, logGroupClass.evidence);
}

interface Naming {
  readonly id: string;
  readonly name: string;
  readonly call: string;
  readonly enabled: Fact<boolean>;
}

function copyOf(subscription: Subscription, { id, name, call, enabled }: Naming, from: EndsOf): Part {
  const end = endOf(subscription.destination, from);
  const evidence = enabled.state === "not-applicable" ? [] : enabled.evidence;
  const filters = subscriptionFilters(subscription, call, logGroupName(from.cluster.name), evidence);
  const route: Route = {
    id,
    name: end.via.length === 0 ? name : `${name} by ${end.via.join(" and ")}`,
    streams: [...STREAMS],
    store: end.store.id,
    enabled: enabled.state === "known" ? { ...enabled, evidence: [...evidence, ...end.evidence] } : enabled,
    filters: [...filters, ...end.filters],
  };
  return { routes: [route], stores: [end.store], unseen: [] };
}
