import type { Json } from "../../model/json.ts";
import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsAccount, AwsLandscape, AwsOrganization } from "./landscape.ts";
import { bodyOf, errorReply, jsonReply, numberField, pageOf, textField } from "./wire.ts";

const LARGEST_PAGE = 20;

/** Answers for the organisation that the signing account manages or was delegated to. */
export function answerOrganizations(
  request: SimRequest,
  operation: string,
  signer: string,
  landscape: AwsLandscape,
  pageSize: number | undefined,
): SimReply {
  const { organization } = landscape;
  if (!organization || landscape.accounts.find(({ id }) => id === signer)?.outside) {
    return failed("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
  }
  if (operation === "DescribeOrganization") return describeOrganization(organization, landscape.partition ?? "aws");
  const lakes = landscape.securityLake?.administrators ?? [];
  if (signer !== organization.management && ![...(organization.delegated ?? []), ...lakes].includes(signer)) {
    return failed("AccessDeniedException", "You don't have permissions to access this resource.");
  }
  const members = landscape.accounts.filter((account) => !account.outside);
  const body = bodyOf(request.body);
  const list = { organization, body, pageSize };
  switch (operation) {
    case "ListAccounts":
      return pageReply("Accounts", members, (account) => accountBody(account, landscape), list);
    case "ListDelegatedAdministrators": {
      const isLake = textField(body, "ServicePrincipal") === "securitylake.amazonaws.com";
      const delegates = members.filter(({ id }) => isLake && lakes.includes(id));
      return pageReply("DelegatedAdministrators", delegates, (account) => accountBody(account, landscape), list);
    }
    case "ListAccountsForParent": {
      const parent = textField(body, "ParentId") ?? "";
      if (!isParent(parent, organization)) return noParent();
      const below = members.filter((account) => (account.unit ?? rootOf(organization)) === parent);
      return pageReply("Accounts", below, (account) => accountBody(account, landscape), list);
    }
    case "ListOrganizationalUnitsForParent": {
      const parent = textField(body, "ParentId") ?? "";
      if (!isParent(parent, organization)) return noParent();
      const below = (organization.units ?? []).filter((unit) => (unit.parent ?? rootOf(organization)) === parent);
      return pageReply("OrganizationalUnits", below, ({ id, name }) => ({ Id: id, Name: name ?? id }), list);
    }
    default:
      return failed("UnknownOperationException", `no such operation: ${operation}`);
  }
}

/** Every member may ask. */
function describeOrganization({ management }: AwsOrganization, partition: string): SimReply {
  return jsonReply("organizations", {
    Organization: {
      Id: "o-simulated",
      Arn: `arn:${partition}:organizations::${management}:organization/o-simulated`,
      FeatureSet: "ALL",
      MasterAccountArn: `arn:${partition}:organizations::${management}:account/o-simulated/${management}`,
      MasterAccountId: management,
      AvailablePolicyTypes: [],
    },
  });
}

interface ListAsked {
  readonly organization: AwsOrganization;
  readonly body: { readonly [key: string]: unknown };
  readonly pageSize: number | undefined;
}

/** A page may come empty and still have a next one. */
const EMPTY_PAGE = "empty";

function pageReply<T>(
  name: string,
  all: readonly T[],
  show: (item: T) => Json,
  { organization, body, pageSize }: ListAsked,
): SimReply {
  const size = numberField(body, "MaxResults") ?? LARGEST_PAGE;
  if (size > LARGEST_PAGE) return failed("InvalidInputException", "MaxResults must be at most 20");
  const token = textField(body, "NextToken");
  if (organization.emptyPages && token === undefined) {
    return jsonReply("organizations", { [name]: [], NextToken: EMPTY_PAGE });
  }
  const page = pageOf(all, { token: token === EMPTY_PAGE ? undefined : token, size }, pageSize);
  if (!page) return failed("InvalidInputException", "NextToken is invalid");
  const next = page.next === undefined ? {} : { NextToken: page.next };
  return jsonReply("organizations", { [name]: page.items.map(show), ...next });
}

const RETIRED = ["ACTIVE", "SUSPENDED", "PENDING_CLOSURE"];

function accountBody(account: AwsAccount, { partition = "aws", organization }: AwsLandscape): Json {
  const state = account.state ?? "ACTIVE";
  const field = organization?.stateField ?? "State";
  return {
    Id: account.id,
    Arn: `arn:${partition}:organizations::${organization?.management ?? ""}:account/o-simulated/${account.id}`,
    Email: `${account.id}@example.org`,
    Name: account.name ?? `account ${account.id}`,
    ...(field === "State" || field === "both" ? { State: state } : {}),
    // The retired field knew three states only.
    ...(field === "Status" || field === "both" ? { Status: RETIRED.includes(state) ? state : "SUSPENDED" } : {}),
    JoinedMethod: "CREATED",
    JoinedTimestamp: 1_700_000_000,
  };
}

function rootOf({ root = "r-root" }: AwsOrganization): string {
  return root;
}

function isParent(id: string, organization: AwsOrganization): boolean {
  return id === rootOf(organization) || (organization.units ?? []).some((unit) => unit.id === id);
}

function noParent(): SimReply {
  return failed("ParentNotFoundException", "You specified a parent that doesn't exist.");
}

function failed(code: string, message: string): SimReply {
  return errorReply("organizations", { code, status: 400, message });
}
