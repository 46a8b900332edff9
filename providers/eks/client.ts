import { setImmediate } from "node:timers/promises";
import type { AccountClient } from "@aws-sdk/client-account";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { EKSClient, EKSClientConfig } from "@aws-sdk/client-eks";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { STSClient } from "@aws-sdk/client-sts";
import { checkTarget, configuredEndpoint } from "./endpoint.ts";
import { guardEndpoint, keepBodies, parsedBody, type AnyStack } from "./body.ts";
import type { Aws, Session, Source, Token } from "./session.ts";
import { sendSigned } from "./signed.ts";

/** The only file that imports the SDK. Clients are made when they are first used and share credentials and sockets. */

type Env = { readonly [name: string]: string | undefined };
type Handler = NonNullable<EKSClientConfig["requestHandler"]>;

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
  const load = {
    sts: once(() => import("@aws-sdk/client-sts")),
    account: once(() => import("@aws-sdk/client-account")),
    eks: once(() => import("@aws-sdk/client-eks")),
    logs: once(() => import("@aws-sdk/client-cloudwatch-logs")),
    kms: once(() => import("@aws-sdk/client-kms")),
  };
  let sharedHandler: Handler | undefined;

  /** What every scan needs next is loaded while the first answers are on their way, not when it is needed. */
  const loadAhead = once(async () => {
    await setImmediate();
    await Promise.allSettled([load.eks(), load.logs()]);
  });

  function session(source: Source, fallbackRegion: string): Session {
    const base = {
      maxAttempts: 1,
      logger: SILENT,
      ...(source.kind === "profile" ? { profile: source.name } : {}),
      ...(source.kind === "role" ? { credentials: source.credentials } : {}),
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

    const shared = once(async () => {
      const { config } = await sts();
      return { maxAttempts: 1, credentials: config.credentials, requestHandler: config.requestHandler };
    });

    const account = once(async (): Promise<AccountClient> => {
      const [{ AccountClient }, config, { config: home }] = await Promise.all([load.account(), shared(), sts()]);
      return prepared(new AccountClient({ ...config, region: home.region }));
    });
    const eks = perRegion(async (region): Promise<EKSClient> => {
      const [{ EKSClient }, config] = await Promise.all([load.eks(), shared()]);
      return prepared(new EKSClient({ ...config, region }));
    });
    const logs = perRegion(async (region): Promise<CloudWatchLogsClient> => {
      const [{ CloudWatchLogsClient }, config] = await Promise.all([load.logs(), shared()]);
      return prepared(new CloudWatchLogsClient({ ...config, region }));
    });
    const kms = perRegion(async (region): Promise<KMSClient> => {
      const [{ KMSClient }, config] = await Promise.all([load.kms(), shared()]);
      return prepared(new KMSClient({ ...config, region }));
    });

    return {
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
      async listRegions(token, abortSignal) {
        const [client, { ListRegionsCommand }] = await Promise.all([account(), load.account()]);
        const statuses: ("ENABLED" | "ENABLED_BY_DEFAULT")[] = ["ENABLED", "ENABLED_BY_DEFAULT"];
        const command = new ListRegionsCommand({
          RegionOptStatusContains: statuses,
          MaxResults: 50,
          ...tokenAs("NextToken", token),
        });
        return parsedBody(await client.send(command, { abortSignal }));
      },
      async listClusters(region, token, abortSignal) {
        const [client, { ListClustersCommand }] = await Promise.all([eks(region), load.eks()]);
        const command = new ListClustersCommand({ include: ["all"], maxResults: 100, ...tokenAs("nextToken", token) });
        return parsedBody(await client.send(command, { abortSignal }));
      },
      async describeCluster(region, name, abortSignal) {
        const [client, { DescribeClusterCommand }] = await Promise.all([eks(region), load.eks()]);
        return parsedBody(await client.send(new DescribeClusterCommand({ name }), { abortSignal }));
      },
      async describeLogGroups(region, prefix, token, abortSignal) {
        const [client, { DescribeLogGroupsCommand }] = await Promise.all([logs(region), load.logs()]);
        const command = new DescribeLogGroupsCommand({
          logGroupNamePrefix: prefix,
          limit: 50,
          ...tokenAs("nextToken", token),
        });
        return parsedBody(await client.send(command, { abortSignal }));
      },
      async describeAccountPolicies(region, policyType, token, abortSignal) {
        const [client, { DescribeAccountPoliciesCommand }] = await Promise.all([logs(region), load.logs()]);
        const command = new DescribeAccountPoliciesCommand({ policyType, ...tokenAs("nextToken", token) });
        return parsedBody(await client.send(command, { abortSignal }));
      },
      async getDataProtectionPolicy(region, logGroup, abortSignal) {
        const [client, { GetDataProtectionPolicyCommand }] = await Promise.all([logs(region), load.logs()]);
        return parsedBody(
          await client.send(new GetDataProtectionPolicyCommand({ logGroupIdentifier: logGroup }), { abortSignal }),
        );
      },
      async describeKey(region, key, abortSignal) {
        const [client, { DescribeKeyCommand }] = await Promise.all([kms(region), load.kms()]);
        return parsedBody(await client.send(new DescribeKeyCommand({ KeyId: key }), { abortSignal }));
      },
      async listTelemetryPipelines(region, token, signal) {
        const { config } = await logs(region);
        const url = configuredEndpoint("OBSERVABILITYADMIN", env) ?? (await besideLogs(config, region));
        checkTarget(url, "the endpoint of observabilityadmin");
        const signer = await signerOf(region);
        const body = { MaxResults: 100, ...tokenAs("NextToken", token) };
        return sendSigned({
          url,
          operation: "ListTelemetryPipelines",
          body,
          signer,
          handler: config.requestHandler,
          signal,
        });
      },
    };

    /** No client of observabilityadmin is to be had. A client signs for the service that its signer is first asked for. */
    async function signerOf(region: string): ReturnType<EKSClient["config"]["signer"]> {
      const [{ EKSClient }, config] = await Promise.all([load.eks(), shared()]);
      const client = new EKSClient({ ...config, region });
      return client.config.signer({
        name: "sigv4",
        signingName: "observabilityadmin",
        signingRegion: region,
        properties: {},
      });
    }
  }

  return {
    session,
    warm() {
      const first = Promise.all([load.sts(), load.account()]);
      first.then(() => Promise.all([load.eks(), load.logs()])).catch(() => undefined);
    },
  };
}

/** The service's host in the same partition and with the same FIPS and dual-stack choice as CloudWatch Logs. */
async function besideLogs(config: CloudWatchLogsClient["config"], region: string): Promise<URL> {
  const [UseFIPS, UseDualStack] = await Promise.all([config.useFipsEndpoint(), config.useDualstackEndpoint()]);
  const { url } = config.endpointProvider({ Region: region, UseFIPS, UseDualStack });
  return new URL(`${url.protocol}//${url.host.replace(/^logs/, "observabilityadmin")}`);
}

function tokenAs<K extends string>(key: K, token: Token): { [key in K]?: string } {
  return token === undefined ? {} : ({ [key]: token } as { [key in K]?: string });
}

function prepared<C extends { readonly middlewareStack: AnyStack }>(client: C): C {
  guardEndpoint(client.middlewareStack);
  keepBodies(client.middlewareStack);
  return client;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function perRegion<T>(make: (region: string) => Promise<T>): (region: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (region) => {
    const found = made.get(region) ?? make(region);
    made.set(region, found);
    return found;
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
