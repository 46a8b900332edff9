import { isSwitchedOn, type Landscape, type LandscapeOption } from "../contract.ts";

/** The role that accounts of an organisation are entered through when none is named. */
export const READER_ROLE = "TrailproofReader";

const options: readonly LandscapeOption[] = [
  {
    flag: "--account <id>",
    description: "AWS account to read; other accounts are entered through --role",
    key: "accounts",
    kind: "list",
    check: checkAccount,
  },
  {
    flag: "--aws-profile <name>",
    description: "profile of the shared AWS configuration to read with",
    key: "profiles",
    kind: "list",
  },
  {
    flag: "--aws-organization",
    description: "all active accounts of the AWS organization; the configuration file can narrow them",
    key: "organization",
    kind: "switch",
    narrowing: [{ key: "ids", check: checkAccount }, { key: "names" }, { key: "ous", check: checkUnit }],
  },
  {
    flag: "--role <name>",
    description: `role to enter in other AWS accounts (with --aws-organization: ${READER_ROLE})`,
    key: "role",
    kind: "value",
    check: checkRole,
  },
  { flag: "--external-id <id>", description: "external id that the role asks for", key: "externalId", kind: "value" },
];

export const landscape: Landscape = {
  id: "eks",
  title: "Amazon EKS",
  options,
  locationsKey: "regions",
  locate(clusterId, given = {}) {
    const match = /^arn:[a-z-]+:eks:([a-z0-9-]+):(\d{12}):cluster\/[^/]+$/.exec(clusterId);
    const [, region, account] = match ?? [];
    if (!region || !account) return undefined;
    const selection = { accounts: [account], regions: [region] };
    if (!isSwitchedOn(given["organization"])) return selection;
    // One account of the organisation: entered as all of them are, without the others.
    return { ...selection, organization: false, role: given["role"] || READER_ROLE };
  },
};

function checkAccount(value: string): string | undefined {
  return /^\d{12}$/.test(value) ? undefined : "an AWS account has exactly 12 digits, such as 123456789012";
}

function checkUnit(value: string): string | undefined {
  if (/^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/.test(value)) return undefined;
  return "an organizational unit is named by its id, such as ou-ab12-cdefgh34, or the root by r-ab12";
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (2026-11); a path may stand before the name. */
function checkRole(value: string): string | undefined {
  if (/^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/.test(value)) return undefined;
  return `a role is named without its account, such as ${READER_ROLE} or audit/${READER_ROLE}`;
}
