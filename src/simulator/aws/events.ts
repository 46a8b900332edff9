import type { Json } from "../../model/json.ts";
import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsEventRule } from "./deep-landscape.ts";
import type { Seat } from "./seat.ts";
import { bodyOf, errorReply, jsonReply, numberField, pageOf, textField } from "./wire.ts";

export function answerEvents(request: SimRequest, operation: string, seat: Seat): SimReply {
  const body = bodyOf(request.body);
  const bus = textField(body, "EventBusName") ?? "default";
  const rules = seat.region.eventRules ?? [];
  if (bus !== "default") return failed("ResourceNotFoundException", `Event bus ${bus} does not exist.`);
  switch (operation) {
    case "ListRules":
      return listed("Rules", rules, body, seat, (rule) => ruleBody(rule, seat));
    case "ListTargetsByRule": {
      const name = textField(body, "Rule") ?? "";
      const rule = rules.find((candidate) => candidate.name === name && !candidate.vanished);
      if (!rule) return failed("ResourceNotFoundException", `Rule ${name} does not exist on EventBus default.`);
      const topic = `arn:${seat.partition}:sns:${seat.region.name}:${seat.account.id}:security`;
      return listed("Targets", rule.targets ?? [topic], body, seat, (arn) => ({ Id: arn.slice(-64), Arn: arn }));
    }
    default:
      return failed("UnknownOperationException", `no such operation: ${operation}`);
  }
}

function listed<T>(
  field: string,
  all: readonly T[],
  body: { readonly [key: string]: unknown },
  { pageSize }: Seat,
  bodyFor: (one: T) => Json,
): SimReply {
  const asked = { token: textField(body, "NextToken"), size: numberField(body, "Limit") ?? 100 };
  const page = pageOf(all, asked, pageSize);
  if (!page) return failed("ValidationException", "The next token is not valid.");
  const next = page.next === undefined ? {} : { NextToken: page.next };
  return jsonReply("events", { [field]: page.items.map(bodyFor), ...next });
}

function ruleBody({ name, pattern, state = "ENABLED" }: AwsEventRule, { partition, region, account }: Seat): Json {
  return {
    Name: name,
    Arn: `arn:${partition}:events:${region.name}:${account.id}:rule/${name}`,
    State: state,
    EventBusName: "default",
    ...(pattern === undefined ? { ScheduleExpression: "rate(1 day)" } : { EventPattern: pattern }),
  };
}

function failed(code: string, message: string): SimReply {
  return errorReply("events", { code, status: 400, message });
}
