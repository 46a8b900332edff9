import type { Json } from "../../model/json.ts";
import type { SimReply } from "../cloud.ts";
import type { AwsLogGroup } from "./landscape.ts";
import type { AwsLogStream } from "./deep-landscape.ts";
import type { Seat } from "./seat.ts";
import { errorReply, jsonReply, numberField, pageOf, textField } from "./wire.ts";

/** The calls of CloudWatch Logs about streams, subscriptions, destinations and metric filters. */

type Body = { readonly [key: string]: unknown };

export function answerLogCopies(operation: string, body: Body, seat: Seat): SimReply {
  switch (operation) {
    case "DescribeLogStreams":
      return describeLogStreams(body, seat);
    case "DescribeSubscriptionFilters":
      return ofGroup(body, seat, "subscriptionFilters", (group) => subscriptionsOf(group));
    case "DescribeMetricFilters":
      return ofGroup(body, seat, "metricFilters", (group) => metricFiltersOf(group));
    case "DescribeDestinations":
      return describeDestinations(body, seat);
    default:
      return failed("UnknownOperationException", `no such operation: ${operation}`);
  }
}

const LARGEST_PAGE = 50;

function ofGroup(body: Body, seat: Seat, name: string, itemsOf: (group: AwsLogGroup) => readonly Json[]): SimReply {
  const group = groupOf(body, seat);
  if (!group) return noGroup();
  return pageReply(name, itemsOf(group), body, seat);
}

function groupOf(body: Body, seat: Seat): AwsLogGroup | undefined {
  return seat.region.logGroups?.find((candidate) => candidate.name === textField(body, "logGroupName"));
}

function pageReply(name: string, items: readonly Json[], body: Body, seat: Seat): SimReply {
  const size = numberField(body, "limit") ?? LARGEST_PAGE;
  if (size > LARGEST_PAGE) return failed("InvalidParameterException", "limit must be at most 50");
  const page = pageOf(items, { token: textField(body, "nextToken"), size }, seat.pageSize);
  if (!page) return failed("InvalidParameterException", "The specified nextToken is invalid.");
  return jsonReply("logs", { [name]: page.items, ...(page.next === undefined ? {} : { nextToken: page.next }) });
}

function subscriptionsOf(group: AwsLogGroup): Json[] {
  return (group.subscriptions ?? []).map((filter) => ({
    filterName: filter.name,
    logGroupName: group.name,
    filterPattern: filter.pattern ?? "",
    destinationArn: filter.destinationArn,
    distribution: "ByLogStream",
    applyOnTransformedLogs: filter.transformed ?? false,
    creationTime: 1_760_000_000_000,
    ...(filter.selection === undefined ? {} : { fieldSelectionCriteria: filter.selection }),
  }));
}

function metricFiltersOf(group: AwsLogGroup): Json[] {
  return (group.metricFilters ?? []).map(({ name, pattern, metric, fields }) => ({
    filterName: name,
    filterPattern: pattern,
    logGroupName: group.name,
    creationTime: 1_760_000_000_000,
    metricTransformations: [
      { metricName: metric.name, metricNamespace: metric.namespace, metricValue: "1", ...fields },
    ],
  }));
}

function describeDestinations(body: Body, seat: Seat): SimReply {
  const prefix = textField(body, "DestinationNamePrefix") ?? "";
  const at = `arn:${seat.partition}:logs:${seat.region.name}:${seat.account.id}:destination:`;
  const found = (seat.region.destinations ?? [])
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, targetArn }) => ({
      destinationName: name,
      targetArn,
      roleArn: `arn:${seat.partition}:iam::${seat.account.id}:role/logs`,
      arn: `${at}${name}`,
      creationTime: 1_760_000_000_000,
    }));
  return pageReply("destinations", found, body, seat);
}

function describeLogStreams(body: Body, seat: Seat): SimReply {
  const group = groupOf(body, seat);
  if (!group) return noGroup();
  const prefix = textField(body, "logStreamNamePrefix");
  const isByTime = textField(body, "orderBy") === "LastEventTime";
  if (isByTime && prefix !== undefined) {
    return failed("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  const all = (group.streams ?? freshStreams(group, seat)).filter(({ name }) => name.startsWith(prefix ?? ""));
  const sorted = all.toSorted((a, b) => (keyOf(a, isByTime) < keyOf(b, isByTime) ? -1 : 1));
  const ordered = body["descending"] === true ? sorted.toReversed() : sorted;
  return pageReply(
    "logStreams",
    ordered.map((stream) => streamBody(stream, group, seat)),
    body,
    seat,
  );
}

function keyOf(stream: AwsLogStream, isByTime: boolean): string {
  return isByTime ? (stream.lastIngestion ?? "") : stream.name;
}

const PREFIXES = [
  ["api", "kube-apiserver-"],
  ["audit", "kube-apiserver-audit-"],
  ["authenticator", "authenticator-"],
  ["controllerManager", "kube-controller-manager-"],
  ["scheduler", "kube-scheduler-"],
] as const;

const MINUTE_MS = 60_000;

/** Two streams for each log type that is on, five minutes old. */
function freshStreams(group: AwsLogGroup, seat: Seat): AwsLogStream[] {
  const name = /^\/aws\/eks\/(.+)\/cluster$/.exec(group.name)?.[1];
  const types = seat.region.clusters?.find((cluster) => cluster.name === name)?.logTypes ?? [];
  const now = seat.landscape.now === undefined ? Date.now() : Date.parse(seat.landscape.now);
  const lastIngestion = new Date(now - 5 * MINUTE_MS).toISOString();
  return PREFIXES.filter(([type]) => types.includes(type)).flatMap(([, prefix]) =>
    ["0", "1"].map((digit) => ({ name: `${prefix}${digit.repeat(32)}`, lastIngestion })),
  );
}

function streamBody(stream: AwsLogStream, group: AwsLogGroup, seat: Seat): Json {
  const time = stream.lastIngestion === undefined ? undefined : Date.parse(stream.lastIngestion);
  return {
    logStreamName: stream.name,
    creationTime: 1_750_000_000_000,
    arn: `arn:${seat.partition}:logs:${seat.region.name}:${seat.account.id}:log-group:${group.name}:log-stream:${stream.name}`,
    storedBytes: 0,
    ...(time === undefined
      ? {}
      : { firstEventTimestamp: 1_750_000_000_000, lastEventTimestamp: time, lastIngestionTime: time }),
  };
}

function noGroup(): SimReply {
  return failed("ResourceNotFoundException", "The specified log group does not exist.");
}

function failed(code: string, message: string): SimReply {
  return errorReply("logs", { code, message, status: 400 });
}
