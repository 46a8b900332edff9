import type { Json } from "../../model/json.ts";
import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsLogGroup } from "./landscape.ts";
import { answerLogCopies } from "./log-copies.ts";
import type { Seat } from "./seat.ts";
import { bodyOf, errorReply, jsonReply, numberField, pageOf, textField } from "./wire.ts";

const LARGEST_PAGE = 50;

export function answerLogs(request: SimRequest, operation: string, seat: Seat): SimReply {
  const body = bodyOf(request.body);
  switch (operation) {
    case "DescribeLogGroups":
      return describeLogGroups(body, seat);
    case "DescribeAccountPolicies":
      return describeAccountPolicies(body, seat);
    case "GetDataProtectionPolicy":
      return getDataProtectionPolicy(body, seat);
    default:
      return answerLogCopies(operation, body, seat);
  }
}

function describeLogGroups(body: { readonly [key: string]: unknown }, seat: Seat): SimReply {
  const size = numberField(body, "limit") ?? LARGEST_PAGE;
  if (size > LARGEST_PAGE) return failed("InvalidParameterException", "limit must be at most 50");
  const prefix = textField(body, "logGroupNamePrefix") ?? "";
  const groups = (seat.region.logGroups ?? []).filter((group) => group.name.startsWith(prefix));
  const sorted = groups.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const all = withOthers(sorted, seat.region.otherLogGroups ?? 0, prefix);
  const page = pageOf(all, { token: textField(body, "nextToken"), size }, seat.pageSize);
  if (!page) return failed("InvalidParameterException", "The specified nextToken is invalid.");
  return jsonReply("logs", {
    logGroups: page.items.map((group) => groupBody(group, seat)),
    ...(page.next === undefined ? {} : { nextToken: page.next }),
  });
}

/** A list that makes only the entries that are taken out of it: an account may have hundreds of thousands. */
interface LazyList<T> {
  readonly length: number;
  slice(start: number, end: number): readonly T[];
}

const OTHERS = "/aws/lambda/function-";

function withOthers(groups: readonly AwsLogGroup[], count: number, prefix: string): LazyList<AwsLogGroup> {
  if (!OTHERS.startsWith(prefix)) return groups;
  return {
    length: groups.length + count,
    slice: (start, end) => {
      const first = Math.max(start, groups.length);
      const others = Math.max(Math.min(end, groups.length + count) - first, 0);
      return [
        ...groups.slice(start, end),
        ...Array.from({ length: others }, (_, index) => ({
          name: `${OTHERS}${String(first - groups.length + index + 1).padStart(6, "0")}`,
        })),
      ];
    },
  };
}

function groupBody(group: AwsLogGroup, seat: Seat): Json {
  const arn = `arn:${seat.partition}:logs:${seat.region.name}:${seat.account.id}:log-group:${group.name}`;
  return {
    logGroupName: group.name,
    creationTime: Date.parse(group.createdAt ?? "2025-03-01T08:20:00Z"),
    metricFilterCount: group.metricFilters?.length ?? 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: 0,
    logGroupClass: group.logGroupClass ?? "STANDARD",
    deletionProtectionEnabled: group.deletionProtection ?? false,
    bearerTokenAuthenticationEnabled: group.bearerTokenAuthentication ?? false,
    ...(group.retentionInDays === undefined ? {} : { retentionInDays: group.retentionInDays }),
    ...(group.retentionPolicyName === undefined ? {} : { retentionPolicyName: group.retentionPolicyName }),
    ...(group.kmsKeyId === undefined ? {} : { kmsKeyId: group.kmsKeyId }),
    ...(group.dataProtectionStatus === undefined ? {} : { dataProtectionStatus: group.dataProtectionStatus }),
    ...(group.inheritedProperties === undefined ? {} : { inheritedProperties: group.inheritedProperties }),
  };
}

function describeAccountPolicies(body: { readonly [key: string]: unknown }, seat: Seat): SimReply {
  const type = textField(body, "policyType");
  if (type === undefined) return failed("InvalidParameterException", "policyType is required");
  const policies = (seat.region.accountPolicies ?? []).filter((policy) => policy.type === type);
  const page = pageOf(policies, { token: textField(body, "nextToken"), size: LARGEST_PAGE }, seat.pageSize);
  if (!page) return failed("InvalidParameterException", "The specified nextToken is invalid.");
  const accountPolicies = page.items.map((policy) => ({
    policyName: policy.name,
    policyType: policy.type,
    policyDocument: JSON.stringify(policy.document),
    ...(policy.selectionCriteria === undefined ? {} : { selectionCriteria: policy.selectionCriteria }),
    lastUpdatedTime: 1_760_000_000_000,
    scope: "ALL",
    accountId: seat.account.id,
  }));
  return jsonReply("logs", { accountPolicies, ...(page.next === undefined ? {} : { nextToken: page.next }) });
}

function getDataProtectionPolicy(body: { readonly [key: string]: unknown }, seat: Seat): SimReply {
  const identifier = textField(body, "logGroupIdentifier") ?? "";
  const group = seat.region.logGroups?.find((candidate) => candidate.name === identifier);
  if (!group) return failed("ResourceNotFoundException", "The specified log group does not exist.");
  const policy = group.dataProtectionPolicy;
  const document =
    policy === undefined ? {} : { policyDocument: JSON.stringify(policy), lastUpdatedTime: 1_760_000_000_000 };
  return jsonReply("logs", { logGroupIdentifier: identifier, ...document });
}

function failed(code: string, message: string): SimReply {
  return errorReply("logs", { code, message, status: 400 });
}
