import type { Fault, SimOperation, SimReply, SimRequest } from "../cloud.ts";
import { actionOf } from "./actions.ts";
import type { Signer } from "./credentials.ts";
import type { AwsLandscape } from "./landscape.ts";
import type { Asked } from "./operation.ts";
import { callerArn } from "./sts.ts";
import { errorReply } from "./wire.ts";

/** How AWS says no: to a signature, to a token, for want of a permission, and when a test wants it to. */

export function unsigned(request: SimRequest, service: string): SimReply {
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
export function badToken(service: string): SimReply {
  const code = service === "sts" ? "InvalidClientTokenId" : "UnrecognizedClientException";
  return errorReply(service, { code, status: 403, message: "The security token included in the request is invalid." });
}

export function expired(service: string): SimReply {
  const code = service === "sts" || service === "s3" ? "ExpiredToken" : "ExpiredTokenException";
  return errorReply(service, { code, status: 403, message: "The security token included in the request is expired" });
}

export function denialOf(asked: Asked, signer: Signer, landscape: AwsLandscape): SimReply | undefined {
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

export function refuse(
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
