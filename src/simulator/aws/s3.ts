import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsBucket, AwsGrant, AwsLifecycleRule, AwsPublicAccessBlock } from "./deep-landscape.ts";
import type { AwsLandscape } from "./landscape.ts";
import type { Seat } from "./seat.ts";
import { errorReply, escapeXml, s3Reply } from "./wire.ts";

/** S3, as far as buckets are described. */

interface Found {
  readonly bucket: AwsBucket;
  readonly owner: string;
  readonly region: string;
}

export function answerS3(request: SimRequest, operation: string, target: string, seat: Seat): SimReply {
  const found = findBucket(target, seat.landscape);
  if (!found) return failed("NoSuchBucket", 404, "The specified bucket does not exist");
  const refused = refusal(request, operation, found, seat);
  if (refused) return refused;
  return describe(operation, found.bucket);
}

/** Names of buckets are unique all over the partition. */
function findBucket(name: string, landscape: AwsLandscape): Found | undefined {
  for (const account of landscape.accounts) {
    for (const region of account.regions) {
      const bucket = region.buckets?.find((candidate) => candidate.name === name);
      if (bucket) return { bucket, owner: account.id, region: region.name };
    }
  }
  return undefined;
}

function refusal(request: SimRequest, operation: string, found: Found, seat: Seat): SimReply | undefined {
  if (found.region !== seat.region.name) {
    const message = "The bucket you are attempting to access must be addressed using the specified endpoint.";
    const reply = failed("PermanentRedirect", 301, message);
    return { ...reply, headers: { ...reply.headers, "x-amz-bucket-region": found.region } };
  }
  const expected = request.headers["x-amz-expected-bucket-owner"];
  if (typeof expected === "string" && expected !== found.owner) return failed("AccessDenied", 403, "Access Denied");
  if (found.owner === seat.account.id || found.bucket.shared) return undefined;
  const who = `arn:${seat.partition}:iam::${seat.account.id}:user/simulated`;
  const resource = `"arn:${seat.partition}:s3:::${found.bucket.name}"`;
  const why = `because no resource-based policy allows the s3:${operation} action`;
  return failed(
    "AccessDenied",
    403,
    `User: ${who} is not authorized to perform: s3:${operation} on resource: ${resource} ${why}`,
  );
}

function describe(operation: string, bucket: AwsBucket): SimReply {
  switch (operation) {
    case "GetBucketVersioning":
      return s3Reply(
        "VersioningConfiguration",
        element("Status", bucket.versioning ?? (bucket.objectLock ? "Enabled" : undefined)),
      );
    case "GetObjectLockConfiguration":
      if (!bucket.objectLock) {
        return failed(
          "ObjectLockConfigurationNotFoundError",
          404,
          "Object Lock configuration does not exist for this bucket",
        );
      }
      return s3Reply(
        "ObjectLockConfiguration",
        `<ObjectLockEnabled>Enabled</ObjectLockEnabled>${lockRule(bucket.objectLock)}`,
      );
    case "GetBucketLifecycleConfiguration":
      if (!bucket.lifecycle) {
        return failed("NoSuchLifecycleConfiguration", 404, "The lifecycle configuration does not exist");
      }
      return s3Reply("LifecycleConfiguration", bucket.lifecycle.map(lifecycleRule).join(""));
    case "GetBucketEncryption":
      return s3Reply("ServerSideEncryptionConfiguration", `<Rule>${encryption(bucket)}</Rule>`);
    case "GetPublicAccessBlock":
      if (bucket.publicAccessBlock === undefined) {
        return failed(
          "NoSuchPublicAccessBlockConfiguration",
          404,
          "The public access block configuration was not found",
        );
      }
      return s3Reply("PublicAccessBlockConfiguration", publicAccessFields(bucket.publicAccessBlock));
    case "GetBucketPolicyStatus":
      if (bucket.policyIsPublic === undefined)
        return failed("NoSuchBucketPolicy", 404, "The bucket policy does not exist");
      return s3Reply("PolicyStatus", `<IsPublic>${String(bucket.policyIsPublic)}</IsPublic>`);
    case "GetBucketLogging":
      return s3Reply("BucketLoggingStatus", bucket.logsAccess ? LOGGING : "");
    case "GetBucketOwnershipControls":
      if (bucket.ownership === undefined) {
        return failed("OwnershipControlsNotFoundError", 404, "The bucket ownership controls were not found");
      }
      return s3Reply("OwnershipControls", `<Rule>${element("ObjectOwnership", bucket.ownership)}</Rule>`);
    case "GetBucketAcl":
      return s3Reply("AccessControlPolicy", accessList(bucket));
    default:
      return failed("NotImplemented", 501, "A header you provided implies functionality that is not implemented");
  }
}

const LOGGING =
  "<LoggingEnabled><TargetBucket>access-logs</TargetBucket><TargetPrefix>archive/</TargetPrefix></LoggingEnabled>";

function element(name: string, value: string | number | undefined): string {
  return value === undefined ? "" : `<${name}>${escapeXml(String(value))}</${name}>`;
}

function wrapped(name: string, content: string): string {
  return content === "" ? "" : `<${name}>${content}</${name}>`;
}

function lockRule({ mode, days, years }: NonNullable<AwsBucket["objectLock"]>): string {
  if (mode === undefined) return "";
  const retention = element("Mode", mode) + element("Days", days) + element("Years", years);
  return `<Rule><DefaultRetention>${retention}</DefaultRetention></Rule>`;
}

function lifecycleRule(rule: AwsLifecycleRule, index: number): string {
  const prefix = element("Prefix", rule.prefix ?? "");
  const tag = rule.tag ? `<Tag>${element("Key", rule.tag[0])}${element("Value", rule.tag[1])}</Tag>` : "";
  const size = element("ObjectSizeGreaterThan", rule.largerThan);
  const filter = tag === "" && size === "" ? prefix : `<And>${prefix}${tag}${size}</And>`;
  const expiration = element("Days", rule.days) + element("Date", rule.date);
  const versions =
    element("NoncurrentDays", rule.noncurrentDays) + element("NewerNoncurrentVersions", rule.newerVersions);
  return (
    `<Rule>${element("ID", `rule-${index}`)}${element("Status", rule.status ?? "Enabled")}<Filter>${filter}</Filter>` +
    wrapped("Expiration", expiration) +
    `${wrapped("NoncurrentVersionExpiration", versions)}</Rule>`
  );
}

function encryption({ kmsKeyId }: AwsBucket): string {
  const algorithm = element("SSEAlgorithm", kmsKeyId === undefined ? "AES256" : "aws:kms");
  return `<ApplyServerSideEncryptionByDefault>${algorithm}${element("KMSMasterKeyID", kmsKeyId)}</ApplyServerSideEncryptionByDefault>`;
}

export function publicAccessFields(block: AwsPublicAccessBlock): string {
  const { acls, policies } = typeof block === "boolean" ? { acls: block, policies: block } : block;
  return (
    element("BlockPublicAcls", String(acls)) +
    element("IgnorePublicAcls", String(acls)) +
    element("BlockPublicPolicy", String(policies)) +
    element("RestrictPublicBuckets", String(policies))
  );
}

const OWNER = "0".repeat(64);

function accessList({ grants = [] }: AwsBucket): string {
  const all = [{ id: OWNER, permission: "FULL_CONTROL" }, ...grants].map(grantXml).join("");
  return `<Owner>${element("ID", OWNER)}</Owner><AccessControlList>${all}</AccessControlList>`;
}

function grantXml({ group, id, permission = "READ" }: AwsGrant): string {
  const type = group === undefined ? "CanonicalUser" : "Group";
  const who = group === undefined ? element("ID", id) : element("URI", `http://acs.amazonaws.com/groups/${group}`);
  const grantee = `<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${type}">${who}</Grantee>`;
  return `<Grant>${grantee}${element("Permission", permission)}</Grant>`;
}

function failed(code: string, status: number, message: string): SimReply {
  return errorReply("s3", { code, status, message });
}
