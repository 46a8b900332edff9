import type { GrantOptions, PermissionUse } from "../contract.ts";
import { READER_ROLE } from "./landscape.ts";

/** IAM policies made of the calls in the code. */

/** Keeps log content out of reach, whatever else is attached to the role. */
const LOG_CONTENT = [
  "logs:GetLogEvents",
  "logs:FilterLogEvents",
  "logs:StartQuery",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:GetLogRecord",
  "logs:GetLogObject",
  "logs:Unmask",
  "s3:GetObject*",
  "kinesis:GetRecords",
  "kms:Decrypt",
];

/** AWS lets everybody ask who they are. */
const NEEDS_NO_GRANT = "sts:GetCallerIdentity";

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: string;
}

/** One policy for one account; with an organisation, the policies of both roles and the trust between them. */
export function iamPolicies(uses: readonly PermissionUse[], { organization }: GrantOptions): string {
  const reader = policyOf([...allow(uses.filter((use) => !use.above)), neverLogContent()]);
  if (!organization) return asJson(reader);
  return asJson({
    policies: [
      {
        name: READER_ROLE,
        attachTo: `the role ${READER_ROLE} in every account, and the role that runs trailproof`,
        document: reader,
      },
      {
        name: "TrailproofCentral",
        attachTo: "the role that runs trailproof, in the management account or a delegated administrator's",
        document: policyOf(allow(uses.filter((use) => use.above))),
      },
    ],
    trust: { role: `${READER_ROLE} in every account but the one that runs trailproof`, document: trustPolicy() },
  });
}

function allow(uses: readonly PermissionUse[]): Statement[] {
  const actions = [...new Set(uses.map(({ permission }) => permission))]
    .filter((action) => action !== NEEDS_NO_GRANT)
    .toSorted();
  const services = Map.groupBy(actions, (action) => action.split(":")[0] ?? "");
  return [...services].flatMap(([service, own]) => {
    const entering = own.filter((action) => action === "sts:AssumeRole");
    const others = own.filter((action) => action !== "sts:AssumeRole");
    return [
      ...(others.length > 0 ? [allowed(readSid(service), others, "*")] : []),
      ...(entering.length > 0 ? [allowed("EnterAccounts", entering, `arn:aws:iam::*:role/${READER_ROLE}`)] : []),
    ];
  });
}

function readSid(service: string): string {
  return `Read${service.charAt(0).toUpperCase()}${service.slice(1)}`;
}

function allowed(Sid: string, Action: readonly string[], Resource: string): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}

function neverLogContent(): Statement {
  return { Sid: "NeverLogContent", Effect: "Deny", Action: LOG_CONTENT, Resource: "*" };
}

function policyOf(statements: readonly Statement[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

/** What stands in angle brackets is the user's to fill in. */
function trustPolicy(): object {
  return policyLike({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::<account that runs trailproof>:role/<its role>" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "sts:ExternalId": "<random, the same as --external-id>", "aws:PrincipalOrgID": "<o-…>" },
    },
  });
}

function policyLike(statement: object): object {
  return { Version: "2012-10-17", Statement: [statement] };
}

function asJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
