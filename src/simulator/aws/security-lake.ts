import type { Json } from "../../model/json.ts";
import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsDataLake, AwsLakeSource } from "./deep-landscape.ts";
import type { Seat } from "./seat.ts";
import { bodyOf, errorReply, jsonReply, numberField, pageOf, textField } from "./wire.ts";

/** Security Lake: an account sees the lakes that it holds. */
export function answerSecurityLake(request: SimRequest, operation: string, seat: Seat): SimReply {
  const held = (seat.landscape.securityLake?.lakes ?? []).filter(({ account }) => account === seat.account.id);
  const body = bodyOf(request.body);
  switch (operation) {
    case "ListDataLakes": {
      const wanted = request.query.getAll("regions");
      const lakes = held.filter(
        ({ region, isMissing }) => !isMissing && (wanted.length === 0 || wanted.includes(region)),
      );
      return jsonReply("securitylake", { dataLakes: lakes.map((lake) => lakeBody(lake, seat)) });
    }
    case "ListLogSources": {
      const names = namesIn(body["sources"]);
      const sources = held.flatMap(({ region, sources: all = [] }) =>
        all
          .filter((source) => names.length === 0 || names.includes(nameOf(source)))
          .map((source) => ({ region, source })),
      );
      const show = ({ region, source }: { region: string; source: AwsLakeSource }): Json => ({
        account: source.account,
        region,
        sources: [{ awsLogSource: { sourceName: nameOf(source), ...versionOf(source) } }],
      });
      return pageReply("sources", sources.map(show), body, seat, {});
    }
    case "GetDataLakeSources": {
      const lake = held.find(({ region, isMissing }) => !isMissing && region === seat.region.name);
      if (!lake) return failed("ResourceNotFoundException", 404, "Security Lake is not enabled in this Region.");
      const sources = (lake.sources ?? []).map((source) => collectedBody(source));
      return pageReply("dataLakeSources", sources, body, seat, { dataLakeArn: arnOf(lake, seat) });
    }
    default:
      return failed("ResourceNotFoundException", 404, "not simulated");
  }
}

function pageReply(
  name: string,
  all: readonly Json[],
  body: { readonly [key: string]: unknown },
  { pageSize }: Seat,
  more: { readonly [key: string]: Json },
): SimReply {
  const size = numberField(body, "maxResults") ?? 50;
  if (size > 100) return failed("BadRequestException", 400, "maxResults must be at most 100");
  const page = pageOf(all, { token: textField(body, "nextToken"), size }, pageSize);
  if (!page) return failed("BadRequestException", 400, "InvalidToken");
  const next = page.next === undefined ? {} : { nextToken: page.next };
  return jsonReply("securitylake", { ...more, [name]: page.items, ...next });
}

function namesIn(sources: unknown): string[] {
  const list = Array.isArray(sources) ? (sources as { awsLogSource?: { sourceName?: string } }[]) : [];
  return list.flatMap(({ awsLogSource }) => awsLogSource?.sourceName ?? []);
}

function nameOf({ name = "EKS_AUDIT" }: AwsLakeSource): string {
  return name;
}

function versionOf({ version = "2.0" }: AwsLakeSource): { [name: string]: Json } {
  return version === null ? {} : { sourceVersion: version };
}

function collectedBody(source: AwsLakeSource): Json {
  const { account, statuses = ["COLLECTING"] } = source;
  return {
    account,
    sourceName: nameOf(source),
    eventClasses: ["API_ACTIVITY"],
    sourceStatuses: statuses.map((status, index) => ({ resource: `resource-${index}`, status })),
  };
}

function arnOf({ region, account }: AwsDataLake, { partition }: Seat): string {
  return `arn:${partition}:securitylake:${region}:${account}:data-lake/default`;
}

function lakeBody(lake: AwsDataLake, seat: Seat): Json {
  const { region, created = "COMPLETED", updated, days } = lake;
  return {
    dataLakeArn: arnOf(lake, seat),
    region,
    s3BucketArn: `arn:${seat.partition}:s3:::aws-security-data-lake-${region}-simulated`,
    encryptionConfiguration: { kmsKeyId: "S3_MANAGED_KEY" },
    lifecycleConfiguration: days === undefined ? {} : { expiration: { days } },
    ...(created === null ? {} : { createStatus: created }),
    ...(updated === undefined ? {} : { updateStatus: { requestId: "r", status: updated } }),
  };
}

function failed(code: string, status: number, message: string): SimReply {
  return errorReply("securitylake", { code, status, message });
}
