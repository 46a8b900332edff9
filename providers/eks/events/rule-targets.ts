import { parseArn } from "../arn.ts";

/**
 * What the targets of a rule do with an event:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html (2026-11).
 */

/** Services with targets of several kinds; of all others the service alone says what a target is. */
const SEVERAL = new Set(["events", "logs", "ssm"]);

/** Kind of a target: its service, and what it is there where the service has several. */
export function targetKind(text: string): string {
  const arn = parseArn(text);
  if (!arn) return "odd";
  const [type = ""] = arn.resource.split(/[:/]/);
  return SEVERAL.has(arn.service) ? `${arn.service}:${type.slice(0, 40)}` : arn.service;
}

/** Somebody is told, or something is done about it. */
const ACTS = new Set([
  "sns",
  "lambda",
  "states",
  "chatbot",
  "ssm-incidents",
  "ssm:opsitem",
  "ssm:automation-definition",
  "events:api-destination",
]);
/** The event is written down for whoever looks for it. */
const RECORDS = new Set(["logs:log-group"]);
/** Somebody or something else reads it, or nobody does. */
const HANDS_ON = new Set(["sqs", "kinesis", "firehose", "events:event-bus"]);

export type Effect = { readonly is: "acts" | "nothing" } | { readonly is: "open"; readonly why: string };

export function effectOf(kinds: readonly string[]): Effect {
  if (kinds.some((kind) => ACTS.has(kind))) return { is: "acts" };
  const [open] = kinds.filter((kind) => !RECORDS.has(kind));
  if (open === undefined) return { is: "nothing" };
  const why = HANDS_ON.has(open)
    ? `it hands events on to ${open}, and what reads them there was not looked for`
    : `what its target of the kind ${open.slice(0, 80)} does is not known here`;
  return { is: "open", why };
}
