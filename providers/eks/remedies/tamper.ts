import type { SeenTrail } from "../cloudtrail/trails.ts";
import type { ApiCall } from "../events/call.ts";
import { valueOf } from "./store.ts";
import { quoted } from "./shell.ts";
import { tamperingCalls } from "../tampering/calls.ts";
import { TAMPERING } from "../tampering/events.ts";
import { terraform, terraformAll, type Settings } from "./terraform.ts";
import type { EksTrail } from "../eks-trail.ts";
import { recordsCall } from "../cloudtrail/records.ts";

/** An alarm for changes to the audit path. What stands in angle brackets is the user's to choose. */

const NAME = "audit-path-changed";
const TOPIC = "<ARN of the topic that alerts you>";

/** One alarm where the log group of a trail sees all of them, and otherwise a rule wherever one can be made. */
export function tamperRemedy({ cluster, cloudTrails }: EksTrail): string | undefined {
  const trails = valueOf(cloudTrails) ?? [];
  const calls = TAMPERING.flatMap(({ events }) =>
    events.flatMap((event) => tamperingCalls(event, cluster, trails).map(({ call }) => call)),
  );
  const isSeenBy = (trail: SeenTrail, call: ApiCall) => recordsCall(trail, call, cluster.scope).is !== "no";
  const group = trails.find((trail) => logGroup(trail) !== undefined && calls.every((call) => isSeenBy(trail, call)));
  if (group) return alarm(group, calls);
  // Without a trail nothing hears of them.
  if (!calls.every((call) => trails.some((trail) => isSeenBy(trail, call)))) return undefined;
  return rules(calls, cluster.scope);
}

function logGroup({ logGroup: arn, facts: { groupFails } }: SeenTrail): { region: string; name: string } | undefined {
  const [, , , region = "", , , name = ""] = arn?.split(":") ?? [];
  return name === "" || valueOf(groupFails) === true ? undefined : { region, name };
}

function namesOf(calls: readonly ApiCall[]): string[] {
  return [...new Set(calls.map(({ name }) => name))];
}

/** One metric for all changes, on the log group of the trail that records them. */
function alarm(trail: SeenTrail, calls: readonly ApiCall[]): string {
  const { region, name } = logGroup(trail) ?? { region: "", name: "" };
  const pattern = `{ ${namesOf(calls)
    .map((event) => `($.eventName = "${event}")`)
    .join(" || ")} }`;
  const metric = { name: "AuditPathChanged", namespace: "CloudTrail" };
  const transformation = `metricName=${metric.name},metricNamespace=${metric.namespace},metricValue=1`;
  const filter = `aws logs put-metric-filter --log-group-name ${quoted(name)} --region ${quoted(region)} --filter-name ${NAME} --filter-pattern ${quoted(pattern)} --metric-transformations ${quoted(transformation)}`;
  const put = `aws cloudwatch put-metric-alarm --alarm-name ${NAME} --region ${quoted(region)} --namespace ${metric.namespace} --metric-name ${metric.name} --statistic Sum --period 300 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanOrEqualToThreshold --alarm-actions ${quoted(TOPIC)}`;
  return [
    `Raise an alarm when the audit path is changed: ${filter} && ${put}`,
    terraformAll(
      terraform("aws_cloudwatch_log_metric_filter", NAME, {
        name: NAME,
        log_group_name: name,
        pattern,
        metric_transformation: { ...metric, value: "1" },
      }),
      terraform("aws_cloudwatch_metric_alarm", NAME, {
        alarm_name: NAME,
        namespace: metric.namespace,
        metric_name: metric.name,
        statistic: "Sum",
        period: 300,
        evaluation_periods: 1,
        threshold: 1,
        comparison_operator: "GreaterThanOrEqualToThreshold",
        alarm_actions: [TOPIC],
      }),
    ),
  ].join("\n");
}

/** A rule in each account and region where one of the calls would be made. */
function rules(calls: readonly ApiCall[], own: string): string {
  const places = calls.filter((call, index) => calls.findIndex((one) => isSamePlace(one, call)) === index);
  const made = places.map((place) => {
    const there = calls.filter((call) => isSamePlace(call, place));
    return rule(there, place, place.account === own, place === places[0]);
  });
  const topics = places.length > 1 ? "topics that take" : "a topic that takes";
  return [
    `Raise an alarm when the audit path is changed, on ${topics} messages of events.amazonaws.com: ${made.map(({ command }) => command).join(" && ")}`,
    terraformAll(...made.map(({ file }) => file)),
  ].join("\n");
}

type Place = Pick<ApiCall, "account" | "region">;

function isSamePlace(a: Place, b: Place): boolean {
  return a.account === b.account && a.region === b.region;
}

function rule(
  calls: readonly ApiCall[],
  { account, region }: Place,
  isOwn: boolean,
  isFirst: boolean,
): { command: string; file: string } {
  const pattern = JSON.stringify({
    source: [...new Set(calls.map(({ source }) => `aws.${source.split(".")[0]}`))],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: { eventName: namesOf(calls) },
  });
  const where = `--region ${quoted(region)}${isOwn ? "" : ` --profile ${quoted(`<profile of account ${account}>`)}`}`;
  const put = `aws events put-rule --name ${NAME} ${where} --event-pattern ${quoted(pattern)}`;
  const targets = `aws events put-targets --rule ${NAME} ${where} --targets ${quoted(`Id=alert,Arn=${TOPIC}`)}`;
  const label = isFirst ? NAME : `${NAME}-${account}-${region}`;
  const place: Settings = { region, ...(isOwn ? {} : { provider: { hcl: `aws.account_${account}` } }) };
  return {
    command: `${put} && ${targets}`,
    file: terraformAll(
      terraform("aws_cloudwatch_event_rule", label, { name: NAME, ...place, event_pattern: pattern }),
      terraform("aws_cloudwatch_event_target", label, { rule: NAME, ...place, target_id: "alert", arn: TOPIC }),
    ),
  };
}
