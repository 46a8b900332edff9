import type { Fault, Knobs, SimCloud, SimOperation, SimReply, SimRequest } from "../cloud.ts";
import { actionOf } from "./actions.ts";
import { answerAccount } from "./account.ts";
import { answerCentralization } from "./centralization.ts";
import { answerCloudTrail } from "./cloudtrail.ts";
import { answerCloudWatch } from "./cloudwatch.ts";
import { signerOf, userCredentials, type Signer } from "./credentials.ts";
import { answerEks } from "./eks.ts";
import { answerEvents } from "./events.ts";
import { answerGuardDuty } from "./guardduty.ts";
import { answerKms } from "./kms.ts";
import type { AwsLandscape } from "./landscape.ts";
import { answerLogs } from "./logs.ts";
import { answerObservability } from "./observability.ts";
import { answerOrganizations } from "./organizations.ts";
import { operationOf, type Asked } from "./operation.ts";
import { answerS3Control } from "./s3-control.ts";
import { answerS3 } from "./s3.ts";
import { answerSecurityLake } from "./security-lake.ts";
import { newSessions, type Sessions } from "./sessions.ts";
import { answerFirehose, answerKinesis } from "./streams.ts";
import { answerSts, callerArn } from "./sts.ts";
import { errorReply } from "./wire.ts";

/** AWS as it answers on the wire, for one landscape. Signatures are checked as AWS does. */
export function awsCloud(landscape: AwsLandscape): SimCloud {
  const partition = landscape.partition ?? "aws";
  const sessions = newSessions(landscape.callsPerSession);
  return {
    id: "aws",
    owns: isForAws,
    identify: (request) => operationOf(request, signerOf(request), landscape).seen,
    answer: (request, _operation, knobs) => answer(request, landscape, sessions, knobs),
    refuse: (kind, operation, fault) => refuse(kind, operation, fault, partition),
    env: (base) => environment(base, landscape),
  };
}

/** Leads the SDK here whatever else the machine's environment says. Empty variables count as absent. */
function environment(base: string, landscape: AwsLandscape): { readonly [name: string]: string } {
  const { accessKeyId, secretAccessKey } = userCredentials(landscape.caller);
  const services = [
    "EKS",
    "CLOUDWATCH_LOGS",
    "STS",
    "ACCOUNT",
    "KMS",
    "OBSERVABILITYADMIN",
    "ORGANIZATIONS",
    "S3",
    "FIREHOSE",
    "KINESIS",
    "GUARDDUTY",
    "CLOUDTRAIL",
    "CLOUDWATCH",
    "S3_CONTROL",
    "EVENTBRIDGE",
    "SECURITYLAKE",
  ];
  return {
    AWS_ENDPOINT_URL: base,
    ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, ""])),
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
    AWS_USE_FIPS_ENDPOINT: "false",
    AWS_USE_DUALSTACK_ENDPOINT: "false",
    AWS_PROFILE: "",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: "",
    AWS_REGION: landscape.accounts[0]?.regions[0]?.name ?? "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function isForAws(request: SimRequest): boolean {
  if (request.headers.authorization?.startsWith("AWS4-HMAC-SHA256")) return true;
  return Object.keys(request.headers).some((name) => name.startsWith("x-amz-") || name.startsWith("amz-sdk-"));
}

function answer(request: SimRequest, landscape: AwsLandscape, sessions: Sessions, knobs: Knobs): SimReply {
  const signer = signerOf(request);
  const asked = operationOf(request, signer, landscape);
  if (!signer) return unsigned(request, asked.service);
  if (signer.session !== undefined && sessions.isOver(signer.session)) return expired(asked.service);
  const denied = denialOf(asked, signer, landscape);
  if (denied) return denied;
  if (asked.service === "sts") return answerSts(request, asked.name, signer, landscape, sessions);
  const account = landscape.accounts.find((candidate) => candidate.id === signer.account);
  if (!account) return badToken(asked.service);
  if (asked.service === "organizations")
    return answerOrganizations(request, asked.name, signer.account, landscape, knobs.pageSize);
  if (asked.service === "s3control") return answerS3Control(asked.seen.target, account);
  if (asked.service === "account") return answerAccount(request, account, knobs.pageSize);
  const region = account.regions.find((candidate) => candidate.name === signer.region);
  if (!region || region.optIn === "DISABLED") return badToken(asked.service);
  const seat = { partition: landscape.partition ?? "aws", account, region, landscape, pageSize: knobs.pageSize };
  switch (asked.service) {
    case "eks":
      return answerEks(request, asked.name, asked.seen.target, seat);
    case "logs":
      return answerLogs(request, asked.name, seat);
    case "kms":
      return answerKms(request, asked.name, seat);
    case "observabilityadmin":
      return asked.name.includes("Centralization")
        ? answerCentralization(request, asked.name, seat)
        : answerObservability(request, seat);
    case "firehose":
      return answerFirehose(request, asked.name, seat);
    case "kinesis":
      return answerKinesis(request, asked.name, seat);
    case "guardduty":
      return answerGuardDuty(request, asked.name, asked.seen.target, seat);
    case "cloudtrail":
      return answerCloudTrail(request, asked.name, seat);
    case "cloudwatch":
      return answerCloudWatch(request, asked.name, seat);
    case "events":
      return answerEvents(request, asked.name, seat);
    case "securitylake":
      return answerSecurityLake(request, asked.name, seat);
    case "s3":
      return answerS3(request, asked.name, asked.seen.target, seat);
    default:
      return errorReply(asked.service, { code: "UnknownOperationException", status: 404, message: "not simulated" });
  }
}

function unsigned(request: SimRequest, service: string): SimReply {
  if (request.headers.authorization === undefined) {
    const code = service === "sts" ? "MissingAuthenticationToken" : "MissingAuthenticationTokenException";
    return errorReply(service, { code, status: 403, message: "Missing Authentication Token" });
  }
  if (!/Credential=(AKIA|ASIA)\d{12}SIMU\//.test(request.headers.authorization)) return badToken(service);
  const code = service === "sts" ? "SignatureDoesNotMatch" : "InvalidSignatureException";
  const message = "The request signature we calculated does not match the signature you provided.";
  return errorReply(service, { code, status: 403, message });
}

/** What a valid credential gets in a region that its account has not enabled, and an invalid one everywhere. */
function badToken(service: string): SimReply {
  const code = service === "sts" ? "InvalidClientTokenId" : "UnrecognizedClientException";
  return errorReply(service, { code, status: 403, message: "The security token included in the request is invalid." });
}

function expired(service: string): SimReply {
  const code = service === "sts" || service === "s3" ? "ExpiredToken" : "ExpiredTokenException";
  return errorReply(service, { code, status: 403, message: "The security token included in the request is expired" });
}

function denialOf(asked: Asked, signer: Signer, landscape: AwsLandscape): SimReply | undefined {
  const account = landscape.accounts.find((candidate) => candidate.id === signer.account);
  const deny = account?.denies?.find(
    (candidate) =>
      (candidate.operation === "*" || candidate.operation === asked.seen.operation) &&
      (candidate.region === undefined || candidate.region === signer.region),
  );
  if (!deny) return undefined;
  const who = callerArn(signer, landscape.partition ?? "aws");
  const message = `User: ${who} is not authorized to perform: ${actionOf(asked.seen.operation)} on resource: ${asked.resource} ${deny.because}`;
  return errorReply(asked.service, {
    code: ["sts", "s3", "s3control"].includes(asked.service) ? "AccessDenied" : "AccessDeniedException",
    status: 403,
    message,
  });
}

const THROTTLED = new Map([
  ["sts", "Throttling"],
  ["logs", "ThrottlingException"],
  ["kms", "ThrottlingException"],
  ["cloudtrail", "ThrottlingException"],
  ["cloudwatch", "Throttling"],
  ["events", "ThrottlingException"],
  ["firehose", "LimitExceededException"],
  ["kinesis", "LimitExceededException"],
  ["s3", "SlowDown"],
  ["s3control", "SlowDown"],
  ["securitylake", "ThrottlingException"],
]);

const NOT_FOUND = new Map([
  ["kms", "NotFoundException"],
  ["s3", "NoSuchBucket"],
  ["cloudtrail", "TrailNotFoundException"],
]);

function refuse(
  kind: "denied" | "throttled" | "not-found" | "unavailable",
  operation: SimOperation,
  fault: Fault,
  partition: string,
): SimReply {
  const [service = "eks"] = operation.operation.split(":");
  const action = actionOf(operation.operation);
  const wait = fault.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: fault.retryAfterSeconds };
  switch (kind) {
    case "denied": {
      const message = `User: arn:${partition}:iam::${operation.scope}:user/simulated is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`;
      return errorReply(service, {
        code: ["sts", "s3", "s3control"].includes(service) ? "AccessDenied" : "AccessDeniedException",
        status: 403,
        message,
      });
    }
    case "throttled":
      return errorReply(service, {
        code: THROTTLED.get(service) ?? "TooManyRequestsException",
        status: 429,
        message: "Rate exceeded",
        ...wait,
      });
    case "not-found":
      return errorReply(service, {
        code: NOT_FOUND.get(service) ?? "ResourceNotFoundException",
        status: 404,
        message: "not found",
      });
    case "unavailable":
      return errorReply(service, {
        code: service === "sts" ? "ServiceUnavailable" : "ServiceUnavailableException",
        status: 503,
        message: "unavailable",
        ...wait,
      });
  }
}
