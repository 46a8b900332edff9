import type { Knobs, SimCloud, SimReply, SimRequest } from "../cloud.ts";
import { answerAccount } from "./account.ts";
import { answerCentralization } from "./centralization.ts";
import { answerCloudTrail } from "./cloudtrail.ts";
import { answerCloudWatch } from "./cloudwatch.ts";
import { signerOf, userCredentials } from "./credentials.ts";
import { answerEks } from "./eks.ts";
import { answerEvents } from "./events.ts";
import { answerGuardDuty } from "./guardduty.ts";
import { answerKms } from "./kms.ts";
import type { AwsLandscape } from "./landscape.ts";
import { answerLogs } from "./logs.ts";
import { answerObservability } from "./observability.ts";
import { answerOrganizations } from "./organizations.ts";
import { operationOf } from "./operation.ts";
import { badToken, denialOf, expired, refuse, unsigned } from "./refusals.ts";
import { answerS3Control } from "./s3-control.ts";
import { answerS3 } from "./s3.ts";
import { answerSecurityLake } from "./security-lake.ts";
import { newSessions, type Sessions } from "./sessions.ts";
import { answerFirehose, answerKinesis } from "./streams.ts";
import { answerSts } from "./sts.ts";
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
