import type { Json } from "../../model/json.ts";
import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsTrail } from "./deep-landscape.ts";
import type { Seat } from "./seat.ts";
import { bodyOf, errorReply, jsonReply, textField } from "./wire.ts";

interface Found {
  readonly trail: AwsTrail;
  readonly account: string;
  readonly region: string;
}

export function answerCloudTrail(request: SimRequest, operation: string, seat: Seat): SimReply {
  const body = bodyOf(request.body);
  if (operation === "DescribeTrails") {
    const shadows = body["includeShadowTrails"] !== false;
    const seen = visible(seat).filter(({ region }) => shadows || region === seat.region.name);
    return jsonReply("cloudtrail", { trailList: seen.map((found) => trailBody(found, seat)) });
  }
  const arn = textField(body, "Name") ?? textField(body, "TrailName") ?? "";
  const found = visible(seat).find((candidate) => arnOf(candidate, seat) === arn);
  if (!found) return failed("TrailNotFoundException", `Unknown trail: ${arn} for the user: ${seat.account.id}`);
  if (operation === "GetTrailStatus") {
    const { logging = true, failsAt } = found.trail;
    return jsonReply("cloudtrail", {
      IsLogging: logging,
      LatestDeliveryTime: 1_760_000_000,
      ...(failsAt === "bucket" ? { LatestDeliveryError: "AccessDenied" } : {}),
      ...(failsAt === "log-group" ? { LatestCloudWatchLogsDeliveryError: "Access denied." } : {}),
    });
  }
  if (operation === "GetEventSelectors") {
    return jsonReply("cloudtrail", { TrailARN: arn, ...selectorsOf(found.trail) });
  }
  return failed("UnknownOperationException", `no such operation: ${operation}`);
}

/** Trails of this region; of other regions those that cover all; of other accounts those of the organisation. */
function visible(seat: Seat): Found[] {
  return seat.landscape.accounts.flatMap((account) =>
    account.regions.flatMap((region) =>
      (region.trails ?? [])
        .filter((trail) => account.id === seat.account.id || isShared(trail, seat))
        .filter((trail) => region.name === seat.region.name || trail.multiRegion)
        .map((trail) => ({ trail, account: account.id, region: region.name })),
    ),
  );
}

function isShared(trail: AwsTrail, { landscape, account }: Seat): boolean {
  return Boolean(trail.organization) && landscape.organization !== undefined && !account.outside;
}

function arnOf({ trail, account, region }: Found, seat: Seat): string {
  return `arn:${seat.partition}:cloudtrail:${region}:${account}:trail/${trail.name}`;
}

function trailBody(found: Found, seat: Seat): Json {
  const { trail, region } = found;
  return {
    Name: trail.name,
    S3BucketName: trail.bucket,
    ...(trail.prefix === undefined ? {} : { S3KeyPrefix: trail.prefix }),
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: trail.multiRegion ?? false,
    HomeRegion: region,
    TrailARN: arnOf(found, seat),
    LogFileValidationEnabled: trail.validated ?? true,
    ...(trail.logGroupArn === undefined ? {} : { CloudWatchLogsLogGroupArn: `${trail.logGroupArn}:*` }),
    ...(trail.kmsKeyId === undefined ? {} : { KmsKeyId: trail.kmsKeyId }),
    HasCustomEventSelectors: trail.selectors !== undefined || trail.advanced !== undefined,
    HasInsightSelectors: false,
    IsOrganizationTrail: trail.organization ?? false,
  };
}

const EVERYTHING = [
  { ReadWriteType: "All", IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
];

function selectorsOf(trail: AwsTrail): { [name: string]: Json } {
  if (trail.advanced !== undefined) return { AdvancedEventSelectors: trail.advanced };
  return { EventSelectors: trail.selectors ?? EVERYTHING };
}

function failed(code: string, message: string): SimReply {
  return errorReply("cloudtrail", { code, status: 400, message });
}
