import { GoogleAuth, type AuthClient } from "google-auth-library";
import { NoCredential } from "../contract.ts";
import { behind, endpointOf, isGoogle, isLoopback } from "./endpoint.ts";
import { UnexpectedAnswer } from "./errors.ts";

/** The only way to Google. Answers are as they came: whoever asks checks them. */
export interface GoogleClient {
  listClusters(project: string, signal: AbortSignal): Promise<unknown>;
  /** GET; values of the query are encoded, the path is not. */
  get(url: string, query: { readonly [name: string]: string }, signal: AbortSignal): Promise<unknown>;
  /** POST of a method that only reads. */
  ask(url: string, body: object, signal: AbortSignal): Promise<unknown>;
}

type Environment = { readonly [name: string]: string | undefined };

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const UNIVERSE = "googleapis.com";
/** Off Google Cloud the metadata server's address may not answer at all. */
const DETECTION_MS = 1000;
/** The sweep has a shorter deadline of its own. */
const LONGEST_CALL_MS = 120_000;

/**
 * Finds a credential the way Google's libraries do, and makes a client that sends it to Google or the configured endpoint only.
 * @throws NoCredential, EndpointRefused
 */
export async function connect(env: Environment): Promise<GoogleClient> {
  const base = endpointOf(env);
  const auth = await findCredential(env);
  guard(auth, base);
  const { v1 } = await import("@google-cloud/container");
  const clusters = new v1.ClusterManagerClient({
    fallback: true,
    authClient: auth,
    universeDomain: UNIVERSE,
  });
  const once = { retry: { retryCodes: [] }, timeout: LONGEST_CALL_MS };
  return {
    async listClusters(project, signal) {
      const [answer] = await clusters.listClusters({ parent: `projects/${project}/locations/-` }, { ...once, signal });
      return answer;
    },
    get: (url, params, signal) => request(auth, { method: "GET", url, params, signal }),
    ask: (url, data, signal) => request(auth, { method: "POST", url, data, signal }),
  };
}

interface RawRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly params?: { readonly [name: string]: string };
  readonly data?: object;
  readonly signal: AbortSignal;
}

async function request(auth: AuthClient, { url, ...rest }: RawRequest): Promise<unknown> {
  const options = { ...rest, url: `https://${url}`, responseType: "json", retry: false } as const;
  const response = await auth.request<unknown>(options);
  return response.data;
}

async function findCredential(env: Environment): Promise<AuthClient> {
  try {
    // A project is named so that the library does not go looking for one, which may start gcloud.
    return await new CredentialChain(env).getClient();
  } catch (error) {
    throw new NoCredential(whyNot(), { cause: error });
  }
}

/**
 * Google's own chain of credential files, with a quiet and quick look for the metadata server at its end: the library waits
 * three seconds and prints a warning where that address leads nowhere.
 */
class CredentialChain extends GoogleAuth {
  readonly #env: Environment;

  constructor(env: Environment) {
    super({ scopes: [SCOPE], projectId: "-" });
    this.#env = env;
  }

  override _checkIsGCE(): Promise<boolean> {
    return hasMetadataServer(this.#env);
  }
}

/** The variables are those that Google's libraries read: https://github.com/googleapis/gcp-metadata (2026-11). */
async function hasMetadataServer(env: Environment): Promise<boolean> {
  const detection = env["METADATA_SERVER_DETECTION"]?.trim().toLowerCase();
  if (detection === "assume-present" || detection === "none") return detection !== "none";
  const host = env["GCE_METADATA_IP"] || env["GCE_METADATA_HOST"] || "169.254.169.254";
  const url = /^https?:\/\//.test(host) ? host : `http://${host}`;
  try {
    const headers = { "metadata-flavor": "Google" };
    const signal = AbortSignal.timeout(DETECTION_MS);
    const answer = await fetch(new URL("/computeMetadata/v1/instance", url), { headers, signal, redirect: "manual" });
    await answer.body?.cancel();
    return answer.ok && answer.headers.get("metadata-flavor") === "Google";
  } catch {
    return false;
  }
}

function whyNot(): string {
  return (
    "No usable Google Cloud credential: looked at GOOGLE_APPLICATION_CREDENTIALS, at gcloud's application default credentials " +
    "and for a metadata server. Sign in with: gcloud auth application-default login"
  );
}

/**
 * Leads every request for Google to the configured endpoint. Requests for other hosts are those by which a federated
 * credential gets its own token; ours are for Google only.
 */
function guard(auth: AuthClient, base: URL | undefined): void {
  auth.transporter.interceptors.request.add({
    resolved: async (config) => {
      const url = new URL(config.url);
      if (!isGoogle(url)) return config;
      config.redirect = "error";
      if (!base) return config;
      config.url = behind(base, url);
      // A proxy cannot reach this machine's own loopback address.
      if (isLoopback(base)) delete config.agent;
      return config;
    },
  });
  auth.transporter.interceptors.response.add({
    resolved: async (response) => {
      if (/\/locations\/-\/clusters(\?|$)/.test(String(response.config.url)) && response.ok) checkBody(response);
      return response;
    },
  });
}

/**
 * The generated client drops fields it does not know, so that any JSON object would pass for an empty list of clusters.
 * Google says `{}` for that.
 */
function checkBody(response: { arrayBuffer(): Promise<ArrayBuffer> }): void {
  const read = response.arrayBuffer.bind(response);
  response.arrayBuffer = async () => {
    const body = await read();
    const text = Buffer.from(body);
    const isList =
      text.includes('"clusters"') || text.includes('"missingZones"') || /^\s*\{\s*\}\s*$/.test(text.toString());
    if (!isList) throw new UnexpectedAnswer("the answer is no list of clusters");
    return body;
  };
}
