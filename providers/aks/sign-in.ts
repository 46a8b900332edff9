type Env = { readonly [name: string]: string | undefined };

/** Variables that say which credential is meant: one that then does not work is a failure, not an absence. */
const CHOSEN = [
  "AZURE_CLIENT_ID",
  "AZURE_CLIENT_SECRET",
  "AZURE_CLIENT_CERTIFICATE_PATH",
  "AZURE_FEDERATED_TOKEN_FILE",
  "AZURE_TOKEN_CREDENTIALS",
  "IDENTITY_ENDPOINT",
  "MSI_ENDPOINT",
];

/**
 * Whether the identity library found nothing to sign in with, as opposed to something that does not work. It reports
 * both with the same error classes, so this goes by what each source says of itself (identity 4.14.1).
 */
export function isNoCredential(error: unknown, env: Env): boolean {
  if (!(error instanceof Error) || CHOSEN.some((name) => env[name])) return false;
  if (error.name === "CredentialUnavailableError") return isAbsent(error.message);
  if (error.name !== "AggregateAuthenticationError" || !("errors" in error) || !Array.isArray(error.errors))
    return false;
  return error.errors.every((part: unknown) => part instanceof Error && isAbsent(part.message));
}

const ABSENT: readonly RegExp[] = [
  /^EnvironmentCredential is unavailable/,
  /^WorkloadIdentityCredential: is unavailable/,
  /^Attempted to use the IMDS endpoint, but it is not available/,
  /^Visual Studio Code Authentication is not available/,
  /^Azure CLI could not be found/,
  /^Please run 'az login'/,
  /Unable to execute PowerShell/,
  /^The 'Az\.Account' module/,
  /^Please run 'Connect-AzAccount'/,
  /^Azure Developer CLI couldn't be found/,
  /^Please run 'azd auth login'/,
  /[Bb]roker/,
  /^Failed to retrieve a valid token/,
];

function isAbsent(message: string): boolean {
  if (message.startsWith("ManagedIdentityCredential:")) return !isBroken(message);
  return ABSENT.some((pattern) => pattern.test(message));
}

/** A metadata service that answers, and is out of order. Anything else it says means that there is no identity. */
function isBroken(message: string): boolean {
  return /status code: (429|5\d\d)/i.test(message);
}

/** Where was looked, and what to do. */
export const NO_CREDENTIAL =
  "no Azure credential was found: there is none in the AZURE_ environment variables, no workload or managed identity, " +
  "and none of Azure CLI, Azure PowerShell and Azure Developer CLI is signed in; run `az login`, or set AZURE_TENANT_ID, " +
  "AZURE_CLIENT_ID and AZURE_CLIENT_SECRET";
