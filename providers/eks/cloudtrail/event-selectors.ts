import type { EventSelectors, FieldSelector } from "../deep-schema.ts";

/**
 * What the event selectors of a trail record:
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html (2026-11).
 */

export type Records = "both" | "reads" | "writes" | "none";

/**
 * Management events of one service, such as `eks.amazonaws.com`. Undefined where a selector looks at something that is not
 * known here.
 */
export function managementRecords(
  { EventSelectors, AdvancedEventSelectors }: EventSelectors,
  source: string,
): Records | undefined {
  const parts: (Records | undefined)[] = [
    ...(EventSelectors ?? []).map((selector) => basicRecords(selector, source)),
    ...(AdvancedEventSelectors ?? []).map(({ FieldSelectors }) => advancedRecords(FieldSelectors, source)),
  ];
  const sure = parts.reduce<Records>((sum, part) => added(sum, part ?? "none"), "none");
  return sure === "both" || !parts.includes(undefined) ? sure : undefined;
}

type Basic = NonNullable<EventSelectors["EventSelectors"]>[number];

function basicRecords(selector: Basic, source: string): Records | undefined {
  // Management events are on unless it is said otherwise: the API's default.
  if (selector.IncludeManagementEvents === false) return "none";
  if (selector.ExcludeManagementEventSources?.includes(source)) return "none";
  switch (selector.ReadWriteType ?? "All") {
    case "All":
      return "both";
    case "ReadOnly":
      return "reads";
    case "WriteOnly":
      return "writes";
    default:
      return undefined;
  }
}

function advancedRecords(fields: readonly FieldSelector[], source: string): Records | undefined {
  // Each selector names its category; one that does not is not known here.
  let records: Records | undefined = fields.some(({ Field }) => Field === "eventCategory") ? "both" : undefined;
  for (const field of fields) {
    switch (field.Field) {
      case "eventCategory":
        if (takes(field, "Management") === false) return "none";
        if (takes(field, "Management") === undefined) records = undefined;
        break;
      case "eventSource":
        if (takes(field, source) === false) return "none";
        if (takes(field, source) === undefined) records = undefined;
        break;
      case "readOnly":
        if (takes(field, "true") === takes(field, "false")) records = undefined;
        else if (records !== undefined) records = takes(field, "true") ? "reads" : "writes";
        break;
      default:
        // A further condition, such as on names of events, leaves out some of them.
        records = undefined;
    }
  }
  return records;
}

/** Whether a selector takes this value; all of its operators must agree. */
function takes(field: FieldSelector, value: string): boolean | undefined {
  const isAny = (list: readonly string[] | null | undefined, test: (one: string) => boolean): boolean | undefined =>
    list && list.length > 0 ? list.some(test) : undefined;
  const wanted = [
    isAny(field.Equals, (one) => one === value),
    isAny(field.StartsWith, (one) => value.startsWith(one)),
    isAny(field.EndsWith, (one) => value.endsWith(one)),
  ];
  const unwanted = [
    isAny(field.NotEquals, (one) => one === value),
    isAny(field.NotStartsWith, (one) => value.startsWith(one)),
    isAny(field.NotEndsWith, (one) => value.endsWith(one)),
  ];
  const answers = [...wanted, ...unwanted.map((one) => (one === undefined ? undefined : !one))];
  if (answers.includes(false)) return false;
  return answers.includes(true) ? true : undefined;
}

function added(a: Records, b: Records): Records {
  if (a === "none" || a === b) return b;
  return b === "none" ? a : "both";
}

/** Whether reads of objects are recorded for any bucket. */
export function recordsObjectReads({ EventSelectors, AdvancedEventSelectors }: EventSelectors): boolean {
  const basic = (EventSelectors ?? []).some(
    (selector) =>
      selector.ReadWriteType !== "WriteOnly" &&
      (selector.DataResources ?? []).some(({ Type }) => Type === "AWS::S3::Object"),
  );
  const advanced = (AdvancedEventSelectors ?? []).some(
    ({ FieldSelectors }) =>
      FieldSelectors.some((field) => field.Field === "resources.type" && takes(field, "AWS::S3::Object") === true) &&
      !FieldSelectors.some((field) => field.Field === "readOnly" && takes(field, "true") === false),
  );
  return basic || advanced;
}
