import type { Answer, Run } from "../../contract.ts";
import { ask, type Rate, type Seat } from "../asking/ask.ts";
import { EKS } from "../calls.ts";
import * as schema from "../deep-schema.ts";
import type { AlarmType } from "../client/deep-session.ts";
import { listAll, type Listed } from "../asking/paging.ts";

/** Calls about who watches: GuardDuty, CloudTrail, alarms; and about the support of versions. */

/** Not published. */
const GUARDDUTY: Rate = { perSecond: 5, burst: 5, concurrent: 5 };
/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html (2026-11): 10 a second. */
const CLOUDTRAIL: Rate = { perSecond: 9, burst: 9, concurrent: 9 };
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html (2026-11): 9 a second. */
const ALARMS: Rate = { perSecond: 8, burst: 8, concurrent: 8 };
const LOGS_SLOW: Rate = { perSecond: 5, burst: 5, concurrent: 5 };

export function listDetectors(seat: Seat, run: Run): Promise<Listed<string>> {
  return listAll("guardduty:ListDetectors", seat.scope, (token) =>
    ask(seat, run, {
      operation: "guardduty:ListDetectors",
      limit: "guardduty",
      rate: GUARDDUTY,
      attempt: async (signal) => {
        const answer = await seat.session.listDetectors(seat.location, token, signal);
        const { detectorIds, nextToken } = schema.listDetectorsAnswer.parse(answer);
        return { items: detectorIds, next: nextToken };
      },
      excerpt: ({ items }) => ({ detectors: items.length }),
    }),
  );
}

export interface DetectorAnswer {
  readonly id: string;
  readonly status: string;
  /** Null when the answer has no such feature. */
  readonly auditLogs: string | null;
}

export function getDetector(seat: Seat, run: Run, detector: string): Promise<Answer<DetectorAnswer>> {
  return ask(seat, run, {
    operation: "guardduty:GetDetector",
    target: detector,
    limit: "guardduty",
    rate: GUARDDUTY,
    attempt: async (signal) => {
      const answer = await seat.session.getDetector(seat.location, detector, signal);
      const { status, features } = schema.getDetectorAnswer.parse(answer);
      return {
        id: detector,
        status,
        auditLogs: features.find(({ name }) => name === "EKS_AUDIT_LOGS")?.status ?? null,
      };
    },
    excerpt: ({ status, auditLogs }) => ({ status, EKS_AUDIT_LOGS: auditLogs }),
  });
}

/** All trails that record the region, those of other regions and of the organisation included. */
export function describeTrails(seat: Seat, run: Run): Promise<Answer<readonly schema.TrailAnswer[]>> {
  return ask(seat, run, {
    operation: "cloudtrail:DescribeTrails",
    limit: "cloudtrail",
    rate: CLOUDTRAIL,
    attempt: async (signal) =>
      schema.describeTrailsAnswer.parse(await seat.session.describeTrails(seat.location, signal)).trailList,
    excerpt: (trails) =>
      trails.slice(0, 10).map(({ Name, HomeRegion, IsMultiRegionTrail, LogFileValidationEnabled, S3BucketName }) => ({
        name: Name,
        homeRegion: HomeRegion,
        multiRegion: IsMultiRegionTrail ?? null,
        validated: LogFileValidationEnabled ?? null,
        bucket: S3BucketName ?? null,
      })),
  });
}

export interface TrailStatus {
  readonly isLogging: boolean;
  /** Whether it fails to deliver to its bucket, and to its log group. */
  readonly bucketFails: boolean;
  readonly groupFails: boolean;
}

export function getTrailStatus(seat: Seat, run: Run, arn: string): Promise<Answer<TrailStatus>> {
  return ask(seat, run, {
    operation: "cloudtrail:GetTrailStatus",
    target: arn,
    limit: "cloudtrail",
    rate: CLOUDTRAIL,
    attempt: async (signal) => {
      const answer = schema.trailStatusAnswer.parse(await seat.session.getTrailStatus(seat.location, arn, signal));
      return {
        isLogging: answer.IsLogging,
        bucketFails: Boolean(answer.LatestDeliveryError),
        groupFails: Boolean(answer.LatestCloudWatchLogsDeliveryError),
      };
    },
    excerpt: (status) => ({ ...status }),
  });
}

export function getEventSelectors(seat: Seat, run: Run, arn: string): Promise<Answer<schema.EventSelectors>> {
  return ask(seat, run, {
    operation: "cloudtrail:GetEventSelectors",
    target: arn,
    limit: "cloudtrail",
    rate: CLOUDTRAIL,
    attempt: async (signal) =>
      schema.eventSelectorsAnswer.parse(await seat.session.getEventSelectors(seat.location, arn, signal)),
    excerpt: ({ EventSelectors, AdvancedEventSelectors }) => ({
      basic:
        EventSelectors?.slice(0, 5).map(({ ReadWriteType, IncludeManagementEvents }) => ({
          readWriteType: ReadWriteType ?? null,
          management: IncludeManagementEvents ?? null,
        })) ?? null,
      advanced: AdvancedEventSelectors?.length ?? null,
    }),
  });
}

export function describeMetricFilters(seat: Seat, run: Run, group: string): Promise<Listed<schema.MetricFilterAnswer>> {
  return listAll("logs:DescribeMetricFilters", seat.scope, (token) =>
    ask(seat, run, {
      operation: "logs:DescribeMetricFilters",
      target: group,
      rate: LOGS_SLOW,
      attempt: async (signal) => {
        const answer = await seat.session.describeMetricFilters(seat.location, group, token, signal);
        const { metricFilters, nextToken } = schema.describeMetricFiltersAnswer.parse(answer);
        return { items: metricFilters, next: nextToken };
      },
      excerpt: ({ items }) =>
        items.slice(0, 20).map(({ filterName, filterPattern }) => ({
          filterName: filterName ?? null,
          filterPattern: filterPattern.slice(0, 300),
        })),
    }),
  );
}

export type AlarmAnswer =
  | { readonly type: "metric"; readonly alarm: schema.MetricAlarmAnswer }
  | { readonly type: "log"; readonly alarm: schema.LogAlarmAnswer };

export function describeAlarms(seat: Seat, run: Run, types: readonly AlarmType[]): Promise<Listed<AlarmAnswer>> {
  return listAll("cloudwatch:DescribeAlarms", seat.scope, (token) =>
    ask(seat, run, {
      operation: "cloudwatch:DescribeAlarms",
      target: types.join(" "),
      rate: ALARMS,
      attempt: async (signal) => {
        const answer = await seat.session.describeAlarms(seat.location, types, token, signal);
        const { MetricAlarms, LogAlarms, NextToken } = schema.describeAlarmsAnswer.parse(answer);
        const items: AlarmAnswer[] = [
          ...(MetricAlarms ?? []).map((alarm) => ({ type: "metric" as const, alarm })),
          ...(LogAlarms ?? []).map((alarm) => ({ type: "log" as const, alarm })),
        ];
        return { items, next: NextToken };
      },
      excerpt: ({ items }) => ({ alarms: items.length }),
    }),
  );
}

export function describeClusterVersions(seat: Seat, run: Run): Promise<Listed<schema.VersionAnswer>> {
  return listAll("eks:DescribeClusterVersions", seat.scope, (token) =>
    ask(seat, run, {
      operation: "eks:DescribeClusterVersions",
      limit: "eks",
      rate: EKS,
      attempt: async (signal) => {
        const answer = await seat.session.describeClusterVersions(seat.location, token, signal);
        const { clusterVersions, nextToken } = schema.describeVersionsAnswer.parse(answer);
        return { items: clusterVersions, next: nextToken };
      },
      excerpt: ({ items }) => ({
        versions: items.slice(0, 20).map(({ clusterVersion, versionStatus, status }) => ({
          version: clusterVersion,
          status: versionStatus ?? status ?? null,
        })),
      }),
    }),
  );
}
