import type { Json } from "../../model/json.ts";
import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsAlarm } from "./deep-landscape.ts";
import type { Seat } from "./seat.ts";
import { bodyOf, errorReply, jsonReply, numberField, pageOf, textField } from "./wire.ts";

export function answerCloudWatch(request: SimRequest, operation: string, seat: Seat): SimReply {
  const body = bodyOf(request.body);
  if (operation !== "DescribeAlarms") return failed("UnknownOperationException", `no such operation: ${operation}`);
  const types = Array.isArray(body["AlarmTypes"]) ? body["AlarmTypes"] : ["MetricAlarm"];
  const alarms = (seat.region.alarms ?? []).filter((alarm) => types.includes(typeOf(alarm)));
  const asked = { token: textField(body, "NextToken"), size: numberField(body, "MaxRecords") ?? 50 };
  const page = pageOf(alarms, asked, seat.pageSize);
  if (!page) return failed("InvalidNextToken", "The next token is not valid.");
  return jsonReply("cloudwatch", {
    CompositeAlarms: [],
    MetricAlarms: page.items.filter((alarm) => !alarm.query).map((alarm) => alarmBody(alarm, seat)),
    LogAlarms: page.items.filter((alarm) => alarm.query).map((alarm) => alarmBody(alarm, seat)),
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  });
}

function typeOf(alarm: AwsAlarm): string {
  return alarm.query ? "LogAlarm" : "MetricAlarm";
}

function alarmBody(alarm: AwsAlarm, seat: Seat): Json {
  const at = `${seat.region.name}:${seat.account.id}`;
  return {
    AlarmName: alarm.name,
    AlarmArn: `arn:${seat.partition}:cloudwatch:${at}:alarm:${alarm.name}`,
    ActionsEnabled: alarm.actionsEnabled ?? true,
    AlarmActions: alarm.actions ?? [`arn:${seat.partition}:sns:${at}:security`],
    OKActions: [],
    InsufficientDataActions: [],
    StateValue: "OK",
    Threshold: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    ...(alarm.query ? { QueryResultsToEvaluate: 1, QueryResultsToAlarm: 1 } : { EvaluationPeriods: 1 }),
    ...(alarm.metric
      ? { MetricName: alarm.metric.name, Namespace: alarm.metric.namespace, Statistic: "Sum", Period: 300 }
      : {}),
    ...(alarm.expression === undefined ? {} : { Metrics: [{ Id: "q1", Expression: alarm.expression, Period: 300 }] }),
    ...(alarm.query
      ? {
          ScheduledQueryConfiguration: {
            QueryString: alarm.query.text,
            LogGroupIdentifiers: alarm.query.logGroups,
            QueryLanguage: "CWLI",
            AggregationExpression: "count(*)",
          },
        }
      : {}),
    ...alarm.fields,
  };
}

function failed(code: string, message: string): SimReply {
  return errorReply("cloudwatch", { code, status: 400, message });
}
