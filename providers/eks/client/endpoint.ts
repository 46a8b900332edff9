import { SettingRefused } from "../../contract.ts";

/** An endpoint that was configured and must not be used. */
export class EndpointRefused extends SettingRefused {
  override readonly name = "EndpointRefused";
}

export interface RequestTarget {
  readonly protocol: string;
  readonly hostname: string;
}

/** Service suffixes of the endpoint variables, by the SDK's service ids. */
const SERVICES = [
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

/**
 * Refuses plain http to anything but this machine, before a credential is used.
 * @throws EndpointRefused
 */
export function checkEndpoints(env: { readonly [name: string]: string | undefined }): void {
  if (ignoresConfigured(env)) return;
  for (const name of ["AWS_ENDPOINT_URL", ...SERVICES.map((service) => `AWS_ENDPOINT_URL_${service}`)]) {
    const text = env[name];
    if (text) checkTarget(parse(text, name), name);
  }
}

/** @throws EndpointRefused */
export function checkTarget({ protocol, hostname }: RequestTarget, source: string): void {
  if (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) return;
  throw new EndpointRefused(
    `${source} leads to ${protocol}//${hostname}: plain http is accepted on this machine only. ` +
      `Use https, or a loopback address such as http://127.0.0.1:5000.`,
  );
}

/** The endpoint configured for one service in the environment, as the SDK would choose it. */
export function configuredEndpoint(
  service: string,
  env: { readonly [name: string]: string | undefined },
): URL | undefined {
  if (ignoresConfigured(env)) return undefined;
  const name = env[`AWS_ENDPOINT_URL_${service}`] ? `AWS_ENDPOINT_URL_${service}` : "AWS_ENDPOINT_URL";
  const text = env[name];
  return text ? parse(text, name) : undefined;
}

function ignoresConfigured(env: { readonly [name: string]: string | undefined }): boolean {
  return env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.toLowerCase() === "true";
}

function parse(text: string, name: string): URL {
  if (!URL.canParse(text)) throw new EndpointRefused(`${name} is not a URL. A valid one is https://eks.example.org.`);
  return new URL(text);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname === "::1" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
