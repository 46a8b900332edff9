import type { Landscape, LandscapeOption } from "../contract.ts";

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
  { flag: "--role <name>", description: "role to enter in other AWS accounts", key: "role", kind: "value" },
  { flag: "--external-id <id>", description: "external id that the role asks for", key: "externalId", kind: "value" },
];

export const landscape: Landscape = {
  id: "eks",
  title: "Amazon EKS",
  options,
  locationsKey: "regions",
  locate(clusterId) {
    const match = /^arn:[a-z-]+:eks:([a-z0-9-]+):(\d{12}):cluster\/[^/]+$/.exec(clusterId);
    const [, region, account] = match ?? [];
    return region && account ? { accounts: [account], regions: [region] } : undefined;
  },
};

/** Configuration keys that are known and may stand empty, but cannot be used yet. */
export const reservedKeys = ["organization"] as const;

function checkAccount(value: string): string | undefined {
  return /^\d{12}$/.test(value) ? undefined : "an AWS account has exactly 12 digits, such as 123456789012";
}
