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

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const UNIVERSE = "googleapis.com";
/** Off Google Cloud the metadata server's address may not answer at all. */
const DETECTION_MS = 1500;
/** The sweep has a shorter deadline of its own. */
const LONGEST_CALL_MS = 120_000;

/**
 * Finds a credential the way Google's libraries do, and makes a client that sends it to Google or the configured endpoint only.
 * @throws NoCredential, EndpointRefused
 */
export async function connect(env: { readonly [name: string]: string | undefined }): Promise<GoogleClient> {
  const base = endpointOf(env);
  const auth = await findCredential();
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

async function findCredential(): Promise<AuthClient> {
  // A project is named so that the library does not go looking for one, which may start gcloud.
  const auth = new GoogleAuth({ scopes: [SCOPE], projectId: "-", clientOptions: {} });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), DETECTION_MS);
  });
  try {
    const found = await Promise.race([auth.getClient(), late]);
    if (found) return found;
  } catch (error) {
    throw new NoCredential(whyNot(), { cause: error });
  } finally {
    clearTimeout(timer);
  }
  throw new NoCredential(whyNot());
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
