import { group, valueOf } from "./store.ts";
import { tamperRemedy } from "./tamper.ts";
import { quoted } from "./shell.ts";
import { terraform, terraformAll } from "./terraform.ts";
import type { SeenTrail } from "../cloudtrail/trails.ts";
import { coverageOf } from "../cloudtrail/trails.ts";
import type { EksTrail } from "../eks-trail.ts";

/** What to do about flow, detection and the cloud's own record. What stands in angle brackets is the user's to choose. */

/** @param days for which everything has to be kept */
export function watchRemedy(control: string, trail: EksTrail, days: number): string | undefined {
  switch (control) {
    case "LOG-FLOW":
      return findOut(trail);
    case "MON-DETECT":
      return detect(trail);
    case "MON-TAMPER":
      return tamperRemedy(trail);
    case "CTL-CLOUDAPI":
      return recordCalls(trail, days);
    default:
      return undefined;
  }
}

/** An update of the logging setting can fail for want of free addresses: docs.aws.amazon.com/eks, control plane logs (2026-11). */
function findOut(trail: EksTrail): string | undefined {
  const { cluster } = trail;
  if (valueOf(trail.stores[0]?.state) === "absent") return undefined;
  const updates = `aws eks list-updates --name ${quoted(cluster.name)} --region ${quoted(cluster.location)}`;
  const streams = `aws logs describe-log-streams ${group(trail)} --order-by LastEventTime --descending --max-items 5`;
  return `Look for an update of the logging setting that failed, and for what arrived last: ${updates} && ${streams}`;
}

function detect({ cluster, detectorIds = [] }: EksTrail): string {
  const region = `--region ${quoted(cluster.location)}`;
  const feature = "--features Name=EKS_AUDIT_LOGS,Status=ENABLED";
  const [id] = detectorIds;
  const command =
    id === undefined
      ? `aws guardduty create-detector --enable ${feature} ${region}`
      : `aws guardduty update-detector --detector-id ${quoted(id)} --enable ${feature} ${region}`;
  const label = `guardduty-${cluster.location}`;
  return [
    `Let GuardDuty read the audit events: ${command}`,
    terraformAll(
      terraform("aws_guardduty_detector", label, { enable: true }),
      terraform("aws_guardduty_detector_feature", label, {
        detector_id: id ?? { hcl: `aws_guardduty_detector.${label}.id` },
        name: "EKS_AUDIT_LOGS",
        status: "ENABLED",
      }),
    ),
  ].join("\n");
}

function recordCalls({ cluster, cloudTrails }: EksTrail, days: number): string | undefined {
  const trails = valueOf(cloudTrails);
  if (!trails) return undefined;
  const here = trails.find((one) => coverageOf(one, cluster.location) !== "elsewhere") ?? trails[0];
  return here ? mend(here, days) : makeTrail(cluster.location);
}

function makeTrail(region: string): string {
  const bucket = "<bucket for CloudTrail>";
  const create = `aws cloudtrail create-trail --name all-regions --s3-bucket-name ${quoted(bucket)} --is-multi-region-trail --enable-log-file-validation --region ${quoted(region)}`;
  return [
    `Record the calls of all regions: ${create} && aws cloudtrail start-logging --name all-regions --region ${quoted(region)}`,
    terraform("aws_cloudtrail", "all-regions", {
      name: "all-regions",
      s3_bucket_name: bucket,
      is_multi_region_trail: true,
      enable_log_file_validation: true,
    }),
  ].join("\n");
}

/**
 * The first thing that is wrong with a trail. Selectors are shown and not put: a call or a resource with one of them would
 * drop the others, those for data events too: docs.aws.amazon.com/awscloudtrail, PutEventSelectors (2026-11).
 */
function mend(trail: SeenTrail, days: number): string | undefined {
  const which = `--name ${quoted(trail.arn)} --region ${quoted(trail.homeRegion)}`;
  const settings = { name: trail.name, is_multi_region_trail: true, enable_log_file_validation: true };
  const resource = terraform("aws_cloudtrail", trail.name, settings);
  if (valueOf(trail.facts.logging) === false) {
    return `Let the trail record again: aws cloudtrail start-logging ${which}\n${terraform("aws_cloudtrail", trail.name, { name: trail.name, enable_logging: true })}`;
  }
  const records = valueOf(trail.facts.records);
  if (records !== undefined && records !== "both") {
    const show = `aws cloudtrail get-event-selectors --trail-name ${quoted(trail.arn)} --region ${quoted(trail.homeRegion)}`;
    return `Let one event selector of the trail record reads and writes of all management events, and put it together with the others, because a new list replaces them all: ${show}`;
  }
  if (trail.multiRegion !== true || trail.validated !== true) {
    const update = `aws cloudtrail update-trail ${which} --is-multi-region-trail --enable-log-file-validation`;
    return `Let the trail record all regions and make changes to its files show: ${update}\n${resource}`;
  }
  const kept = valueOf(trail.facts.bucketDays);
  if (trail.bucket === null || kept === undefined || kept === null || kept >= days) return undefined;
  const look = `aws s3api get-bucket-lifecycle-configuration --bucket ${quoted(trail.bucket)}`;
  return `Let the lifecycle rules of the trail's bucket keep its files for ${days} days: ${look}`;
}
