import type { SimReply, SimRequest } from "../cloud.ts";
import { roleCredentials, type Signer } from "./credentials.ts";
import type { AwsLandscape } from "./landscape.ts";
import type { Sessions } from "./sessions.ts";
import { errorReply, escapeXml, xmlReply } from "./wire.ts";

export function answerSts(
  request: SimRequest,
  operation: string,
  signer: Signer,
  landscape: AwsLandscape,
  sessions: Sessions,
): SimReply {
  const partition = landscape.partition ?? "aws";
  const form = new URLSearchParams(request.body);
  if (operation === "GetCallerIdentity") {
    const arn = callerArn(signer, partition);
    return xmlReply(
      operation,
      `<Arn>${escapeXml(arn)}</Arn><UserId>AIDASIMULATED</UserId><Account>${signer.account}</Account>`,
    );
  }
  const roleArn = form.get("RoleArn") ?? "";
  const [, account = "", path = ""] = /^arn:[^:]+:iam::(\d{12}):role\/(.+)$/.exec(roleArn) ?? [];
  const name = path.slice(path.lastIndexOf("/") + 1);
  const role = landscape.accounts
    .find((candidate) => candidate.id === account && (candidate.state ?? "ACTIVE") === "ACTIVE")
    ?.roles?.find((candidate) => candidate.name === name);
  if (!role || (role.externalId !== undefined && role.externalId !== form.get("ExternalId"))) {
    const message = `User: ${callerArn(signer, partition)} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
    return errorReply("sts", { code: "AccessDenied", status: 403, message });
  }
  const given = roleCredentials(account);
  const session = form.get("RoleSessionName") ?? "";
  return xmlReply(
    operation,
    `<AssumedRoleUser><AssumedRoleId>AROASIMULATED:${escapeXml(session)}</AssumedRoleId>` +
      `<Arn>arn:${partition}:sts::${account}:assumed-role/${escapeXml(name)}/${escapeXml(session)}</Arn></AssumedRoleUser>` +
      `<Credentials><AccessKeyId>${given.accessKeyId}</AccessKeyId><SecretAccessKey>${given.secretAccessKey}</SecretAccessKey>` +
      `<SessionToken>${escapeXml(sessions.begin(account, name))}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
  );
}

/** ARN of whoever signed, as IAM's messages name it. */
export function callerArn(signer: Signer, partition: string): string {
  if (signer.session === undefined) return `arn:${partition}:iam::${signer.account}:user/simulated`;
  const role = signer.session.split("/")[2] ?? "";
  return `arn:${partition}:sts::${signer.account}:assumed-role/${role}/trailproof`;
}
