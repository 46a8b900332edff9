import { known, mapFact, notApplicable, unknown, type Fact, type Gap } from "../../../src/model/fact.ts";
import type { Rewriting } from "../../../src/model/trail.ts";
import type { LogGroupFacts, PipelineFact } from "../fact-schema.ts";

/** Whether audit events are changed before they rest in the log group. */
export function rewritingOf(
  audit: Fact<boolean>,
  pipelines: Fact<readonly PipelineFact[]>,
  group: LogGroupFacts,
  on: string,
): Fact<Rewriting> {
  if (audit.state === "known" && !audit.value)
    return notApplicable("audit logging is off: there is nothing to rewrite");
  if (audit.state === "unknown") return audit;
  const byPipelines = pipelinesRewrite(pipelines, on);
  if (byPipelines.state !== "known" || byPipelines.value !== "none") return byPipelines;
  const byMasking = maskingOf(group.maskedIdentifiers, on);
  if (byMasking.state !== "known") return byMasking;
  return known(byMasking.value, [...byPipelines.evidence, ...byMasking.evidence]);
}

/** States in which a pipeline has not begun to work; in all others it exists and may. */
const NOT_BEGUN = ["CREATING", "CREATE_FAILED"];

/**
 * A pipeline with CloudWatch Logs as its source writes back into the same group and can delete fields
 * (docs.aws.amazon.com/AmazonCloudWatch, pipelines, 2026-11). How EKS audit events are called as a data source is not published.
 */
function pipelinesRewrite(pipelines: Fact<readonly PipelineFact[]>, on: string): Fact<Rewriting> {
  return mapFact(pipelines, (all): Rewriting => {
    const working = all.filter(({ status }) => !NOT_BEGUN.includes(status ?? ""));
    const unread = working.filter((pipeline) => readsLogs(pipeline) && !isForOtherService(pipeline));
    return unread.length === 0 ? "none" : { unread: unread.map((pipeline) => unreadAt(pipeline, on)) };
  });
}

/** The list shows of what kinds its processors are; what they do stands in its configuration. */
function unreadAt({ name }: PipelineFact, on: string): Gap {
  const reason =
    "a telemetry pipeline may alter or drop audit entries, and what it does is not read: look at its processors, or give it other data sources";
  return { call: "observabilityadmin:GetTelemetryPipeline", on: `pipeline ${name.slice(0, 200)} of ${on}`, reason };
}

function readsLogs({ sources }: PipelineFact): boolean {
  return sources === null || sources.length === 0 || sources.includes("cloudwatch_logs");
}

/** Only a name of AWS's own that cannot mean EKS is clear. */
function isForOtherService({ dataSources }: PipelineFact): boolean {
  if (!dataSources || dataSources.length === 0) return false;
  return dataSources.every(({ name, type }) => {
    const text = `${name ?? ""} ${type ?? ""}`;
    return /^(aws|amazon)[._-]/i.test(name ?? "") && !/eks|kubernetes|k8s/i.test(text);
  });
}

/** Managed identifiers that match what an audit event is read for: who, from where. */
const NEEDED = new Set(["EmailAddress", "IpAddress", "Name"]);

/** Managed identifiers, without their country, that match nothing an investigation of audit events needs. */
const HARMLESS = new Set([
  "Address",
  "AwsSecretKey",
  "BankAccountNumber",
  "CepCode",
  "Cnpj",
  "CpfCode",
  "CreditCardExpiration",
  "CreditCardNumber",
  "CreditCardSecurityCode",
  "DriversLicense",
  "DrugEnforcementAgencyNumber",
  "ElectoralRollNumber",
  "HealthInsuranceCardNumber",
  "HealthInsuranceClaimNumber",
  "HealthInsuranceNumber",
  "HealthcareProcedureCode",
  "IndividualTaxIdentificationNumber",
  "InseeCode",
  "LatLong",
  "MedicareBeneficiaryNumber",
  "NationalDrugCode",
  "NationalIdentificationNumber",
  "NationalInsuranceNumber",
  "NationalProviderId",
  "NhsNumber",
  "NieNumber",
  "NifNumber",
  "OpenSshPrivateKey",
  "PassportNumber",
  "PermanentResidenceNumber",
  "PersonalHealthNumber",
  "PgpPrivateKey",
  "PhoneNumber",
  "PkcsPrivateKey",
  "PostalCode",
  "PuttyPrivateKey",
  "RgNumber",
  "SocialInsuranceNumber",
  "Ssn",
  "TaxId",
  "VehicleIdentificationNumber",
  "ZipCode",
]);

/**
 * Managed identifiers: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protect-sensitive-log-data-types.html (2026-11).
 * A custom one matches by an expression of its own, which is not judged.
 */
function maskingOf(identifiers: Fact<readonly string[]>, on: string): Fact<Rewriting> {
  if (identifiers.state !== "known") return identifiers.state === "unknown" ? identifiers : known("none");
  const kinds = identifiers.value.map(
    (identifier) => /:data-identifier\/([A-Za-z]+)(-[A-Z]{2})?$/.exec(identifier)?.[1],
  );
  if (kinds.some((kind) => kind !== undefined && NEEDED.has(kind))) return mapFact(identifiers, () => "masks");
  if (kinds.every((kind) => kind !== undefined && HARMLESS.has(kind))) return mapFact(identifiers, () => "none");
  const reason = "a data protection policy masks by an identifier whose effect on audit events is not known";
  return unknown({ call: "logs:GetDataProtectionPolicy", on, reason }, identifiers.evidence);
}
