import type { EventField } from "./decide.ts";

/** A call of the cloud API that was made and not refused. */
export interface ApiCall {
  /** Where it was made. */
  readonly account: string;
  readonly region: string;
  /** Service, as CloudTrail names it. */
  readonly source: string;
  readonly name: string;
  /** Of its parameters those that are known: the forms that each may have. */
  readonly parameters: { readonly [name: string]: readonly string[] };
}

/**
 * The fields of the event that CloudTrail sends to EventBridge for a call:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html and
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html (2026-11).
 */
export function callField({ account, region, source, name, parameters }: ApiCall, path: readonly string[]): EventField {
  const [service = ""] = source.split(".");
  const field = path.join(".");
  switch (field) {
    case "version":
      return text("0");
    case "source":
      return text(`aws.${service}`);
    case "detail-type":
      return text("AWS API Call via CloudTrail");
    case "account":
      return text(account);
    case "region":
    case "detail.awsRegion":
      return text(region);
    case "detail.eventSource":
      return text(source);
    case "detail.eventName":
      return text(name);
    case "detail.eventType":
      return text("AwsApiCall");
    case "detail.readOnly":
      return { kind: "boolean", value: false };
    case "detail.managementEvent":
      return { kind: "boolean", value: true };
    case "detail.errorCode":
    case "detail.errorMessage":
      return { kind: "absent" };
    case "detail.recipientAccountId":
    case "detail.eventCategory":
    case "resources":
      return odd(field);
    default:
      return parameterField(service, parameters, path);
  }
}

function text(...values: readonly string[]): EventField {
  return { kind: "text", values };
}

function odd(field: string): EventField {
  return { kind: "odd", why: `it depends on ${field.slice(0, 80)}, which is not known here` };
}

function parameterField(service: string, parameters: ApiCall["parameters"], path: readonly string[]): EventField {
  const [detail, asked, name = ""] = path;
  if (detail !== "detail" || asked !== "requestParameters") return { kind: "free" };
  const values = path.length === 3 && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (values) return text(...values);
  // Such a rule may look at just the call that switches logging off.
  return service === "eks" && name === "logging" ? odd(path.join(".")) : { kind: "free" };
}
