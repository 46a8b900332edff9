import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";
import type { EKSClientConfig } from "@aws-sdk/client-eks";
import type { STSClient } from "@aws-sdk/client-sts";
import { guardEndpoint } from "./client/body.ts";
import { sharedCalls, type SharedCalls } from "./client/core.ts";
import { once, packages } from "./client/parts.ts";
import { keptSha256 } from "./client/kept-hmac.ts";
import type { Aws, Session, Source } from "./client/session.ts";

/** Only this file and its parts (`client/`) import the SDK. Clients are made when they are first used and share sockets. */

type Env = { readonly [name: string]: string | undefined };
type Handler = NonNullable<EKSClientConfig["requestHandler"]>;
type Credentials = STSClient["config"]["credentials"];

/** The SDK writes warnings to the console otherwise. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Sockets for all clients: the host depends on service and region only, so accounts share connections. */
const TRANSPORT = {
  httpAgent: { keepAlive: true, maxSockets: 256 },
  httpsAgent: { keepAlive: true, maxSockets: 256 },
  connectionTimeout: 3_000,
  requestTimeout: 15_000,
  throwOnRequestTimeout: true,
  logger: SILENT,
};

export function createAws(env: Env): Aws {
  const load = packages();
  const shops = new Map<string, SharedCalls>();
  const sha256 = keptSha256();
  let sharedHandler: Handler | undefined;

  /**
   * Credentials of whoever asks. A client costs as much time as a call and as much memory as a cluster's facts, so there
   * is one for each region and service and not for each account as well; who signs is decided call by call.
   */
  const asking = new AsyncLocalStorage<Credentials>();
  async function credentialsOfCall(): ReturnType<Credentials> {
    const credentials = asking.getStore();
    if (!credentials) throw new Error("a call was made outside of any session");
    return credentials();
  }
  // The SDK would keep the first answer for all later calls, were it not told that this is done already.
  const credentials = Object.assign(credentialsOfCall, { memoized: true });

  /** What every scan needs next is loaded while the first answers are on their way, not when it is needed. */
  const loadAhead = once(async () => {
    await setImmediate();
    await Promise.allSettled([load.eks(), load.logs()]);
  });

  /** Clients for the settings of one profile, or of the environment. */
  function shopOf(source: Source, sts: () => Promise<STSClient>): SharedCalls {
    const key = source.kind === "profile" ? source.name : "";
    const shared = once(async () => {
      const { requestHandler, useFipsEndpoint, useDualstackEndpoint } = (await sts()).config;
      return { maxAttempts: 1, credentials, requestHandler, useFipsEndpoint, useDualstackEndpoint, sha256 };
    });
    const found = shops.get(key) ?? sharedCalls({ env, load, shared, sts });
    shops.set(key, found);
    return found;
  }

  function session(source: Source, fallbackRegion: string): Session {
    const base = {
      maxAttempts: 1,
      logger: SILENT,
      ...(source.kind === "profile" ? { profile: source.name } : {}),
      ...(source.kind === "role" ? { credentials: source.credentials.get } : {}),
    };

    /** The client that finds the credentials; the others take them from it. */
    const sts = once(async (): Promise<STSClient> => {
      const { STSClient } = await load.sts();
      const probe = new STSClient({ ...base, requestHandler: sharedHandler ?? TRANSPORT });
      sharedHandler ??= probe.config.requestHandler;
      const region = await probe.config.region().catch(() => undefined);
      const client =
        region === undefined
          ? new STSClient({ ...base, requestHandler: sharedHandler, region: fallbackRegion })
          : probe;
      guardEndpoint(client.middlewareStack);
      return client;
    });

    const own: Credentials =
      source.kind === "role" ? source.credentials.get : async (options) => (await sts()).config.credentials(options);
    const calls = Object.entries(shopOf(source, sts)) as unknown as [string, (...given: unknown[]) => unknown][];
    const signed = calls.map(([name, call]) => [name, (...given: unknown[]) => asking.run(own, () => call(...given))]);

    return {
      ...(Object.fromEntries(signed) as SharedCalls),
      ...(source.kind === "role" ? { credentialsInUse: source.credentials.inUse } : {}),
      async hasCredentials() {
        const { config } = await sts();
        return config.credentials().then((found) => source.kind !== "profile" || isOfProfile(found), isFound);
      },
      async getCallerIdentity(abortSignal) {
        const [client, { GetCallerIdentityCommand }] = await Promise.all([sts(), load.sts()]);
        const answer = client.send(new GetCallerIdentityCommand({}), { abortSignal });
        void loadAhead();
        return answer;
      },
      async assumeRole({ roleArn, externalId }, abortSignal) {
        const [client, { AssumeRoleCommand }] = await Promise.all([sts(), load.sts()]);
        const input = { RoleArn: roleArn, RoleSessionName: "trailproof", DurationSeconds: 3600 };
        const command = new AssumeRoleCommand({
          ...input,
          ...(externalId === undefined ? {} : { ExternalId: externalId }),
        });
        return client.send(command, { abortSignal });
      },
    };
  }

  return {
    session,
    warm() {
      const first = Promise.all([load.sts(), load.account()]);
      first.then(() => Promise.all([load.eks(), load.logs()])).catch(() => undefined);
    },
  };
}

/** A profile that gives nothing lets the chain go on to the machine's own role, which is not what was named. */
function isOfProfile(credentials: object): boolean {
  const sources = "$source" in credentials ? Object.keys(credentials.$source ?? {}) : [];
  return sources.some((name) => name.startsWith("CREDENTIALS_PROFILE"));
}

/** A chain that ends without credentials is no find; whatever else fails will fail the first call and be explained there. */
function isFound(error: unknown): boolean {
  return !(error instanceof Error && /^(Credentials|Token)?ProviderError$/.test(error.name));
}
