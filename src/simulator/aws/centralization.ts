import type { Json } from "../../model/json.ts";
import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsCentralizationRule } from "./deep-landscape.ts";
import type { Seat } from "./seat.ts";
import { bodyOf, errorReply, jsonReply, numberField, pageOf, textField } from "./wire.ts";

/** The part of observabilityadmin that an organisation's management account and its delegates may use. */
export function answerCentralization(request: SimRequest, operation: string, seat: Seat): SimReply {
  const { organization } = seat.landscape;
  const isAllowed = organization?.management === seat.account.id || organization?.delegated?.includes(seat.account.id);
  if (!isAllowed) return failed("AccessDeniedException", 403, "Access denied.");
  const body = bodyOf(request.body);
  const rules = seat.landscape.centralizationRules ?? [];
  if (operation === "ListCentralizationRulesForOrganization") {
    const here = rules.filter((rule) => body["AllRegions"] === true || rule.region === seat.region.name);
    const asked = { token: textField(body, "NextToken"), size: numberField(body, "MaxResults") ?? 50 };
    const page = pageOf(here, asked, seat.pageSize);
    if (!page) return failed("ValidationException", 400, "NextToken is invalid");
    const next = page.next === undefined ? {} : { NextToken: page.next };
    return jsonReply("observabilityadmin", {
      CentralizationRuleSummaries: page.items.map((rule) => summaryOf(rule, seat)),
      ...next,
    });
  }
  const wanted = textField(body, "RuleIdentifier");
  const rule = rules.find(
    (one) => one.region === seat.region.name && [one.name, arnOf(one, seat)].includes(wanted ?? ""),
  );
  if (!rule) return failed("ResourceNotFoundException", 404, "The rule does not exist.");
  return jsonReply("observabilityadmin", { ...summaryOf(rule, seat), CentralizationRule: ruleBody(rule) });
}

function arnOf(rule: AwsCentralizationRule, { partition, landscape }: Seat): string {
  const owner = landscape.organization?.management ?? "";
  return `arn:${partition}:observabilityadmin:${rule.region}:${owner}:organization-centralization-rule/${rule.name}`;
}

function summaryOf(rule: AwsCentralizationRule, seat: Seat): { [name: string]: Json } {
  return {
    RuleName: rule.name,
    RuleArn: arnOf(rule, seat),
    CreatorAccountId: seat.landscape.organization?.management ?? "",
    CreatedTimeStamp: 1_760_000_000,
    CreatedRegion: rule.region,
    LastUpdateTimeStamp: 1_760_000_000,
    RuleHealth: rule.health ?? "Healthy",
    DestinationAccountId: rule.destinationAccount,
    DestinationRegion: rule.destinationRegion,
  };
}

function ruleBody(rule: AwsCentralizationRule): Json {
  return {
    Source: {
      Regions: rule.sourceRegions,
      Scope: rule.scope ?? "OrganizationId = 'o-simulated'",
      SourceLogsConfiguration: {
        LogGroupSelectionCriteria: rule.logGroups ?? "*",
        ...(rule.dataSources === undefined ? {} : { DataSourceSelectionCriteria: rule.dataSources }),
        ...(rule.encrypted === null ? {} : { EncryptedLogGroupStrategy: rule.encrypted ?? "ALLOW" }),
      },
    },
    Destination: {
      Region: rule.destinationRegion,
      Account: rule.destinationAccount,
      DestinationLogsConfiguration: centralGroups(rule),
    },
  };
}

function centralGroups({ namePattern, encryption, backupRegion }: AwsCentralizationRule): Json {
  return {
    ...(namePattern === undefined ? {} : { LogGroupNameConfiguration: { LogGroupNamePattern: namePattern } }),
    ...(backupRegion === undefined ? {} : { BackupConfiguration: { Region: backupRegion } }),
    ...(encryption === undefined
      ? {}
      : {
          LogsEncryptionConfiguration: {
            EncryptionStrategy: encryption.strategy,
            ...(encryption.conflict === undefined ? {} : { EncryptionConflictResolutionStrategy: encryption.conflict }),
            ...(encryption.scope === undefined ? {} : { EncryptionScope: encryption.scope }),
          },
        }),
  };
}

function failed(code: string, status: number, message: string): SimReply {
  return errorReply("observabilityadmin", { code, status, message });
}
