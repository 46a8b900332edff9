import type { AccountClient } from "@aws-sdk/client-account";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { EKSClient } from "@aws-sdk/client-eks";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { OrganizationsClient } from "@aws-sdk/client-organizations";
import type { STSClient } from "@aws-sdk/client-sts";
import { parseArn } from "../arn.ts";
import { parsedBody } from "./body.ts";
import { deepSession } from "./deep.ts";
import { once, perRegion, prepared, tokenAs, type Config, type Load } from "./parts.ts";
import { checkTarget, configuredEndpoint } from "./endpoint.ts";
import type { Session } from "./session.ts";
import { sendSigned, type SignedCall } from "./signed.ts";

/** Part of `client.ts`: every call but those that find and change credentials. */

export type SharedCalls = Omit<Session, "hasCredentials" | "getCallerIdentity" | "assumeRole">;

export interface Shop {
  readonly env: { readonly [name: string]: string | undefined };
  readonly load: Load;
  /** What all clients share. */
  shared(): Promise<Config>;
  /** The client that found the region and the settings. */
  sts(): Promise<STSClient>;
}

export function sharedCalls({ env, load, shared, sts }: Shop): SharedCalls {
  const account = once(async (): Promise<AccountClient> => {
    const [{ AccountClient }, config, { config: home }] = await Promise.all([load.account(), shared(), sts()]);
    return prepared(new AccountClient({ ...config, region: home.region }));
  });
  const organizations = once(async (): Promise<OrganizationsClient> => {
    const [{ OrganizationsClient }, config, { config: home }] = await Promise.all([
      load.organizations(),
      shared(),
      sts(),
    ]);
    return prepared(new OrganizationsClient({ ...config, region: home.region }));
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

  /** No client of observabilityadmin is to be had. A client signs for the service that its signer is first asked for. */
  const signers = perRegion(async (region) => {
    const [{ EKSClient }, config] = await Promise.all([load.eks(), shared()]);
    const { signer } = new EKSClient({ ...config, region }).config;
    return signer({ name: "sigv4", signingName: "observabilityadmin", signingRegion: region, properties: {} });
  });

  const deep = deepSession({
    shared,
    eks,
    logs,
    observability,
    home: async () => (await sts()).config.region(),
    isS3Elsewhere: configuredEndpoint("S3", env) !== undefined,
  });

  return {
    ...deep,
    async listRegions(token, abortSignal) {
      const [client, { ListRegionsCommand }] = await Promise.all([account(), load.account()]);
      // Clusters run on while a region is being disabled. What does not answer there any more stands in the ledger.
      const command = new ListRegionsCommand({
        RegionOptStatusContains: ["ENABLED", "ENABLED_BY_DEFAULT", "ENABLING", "DISABLING"],
        MaxResults: 50,
        ...tokenAs("NextToken", token),
      });
      return parsedBody(await client.send(command, { abortSignal }));
    },
    async listAccounts(token, abortSignal) {
      const [client, { ListAccountsCommand }] = await Promise.all([organizations(), load.organizations()]);
      const command = new ListAccountsCommand({ MaxResults: 20, ...tokenAs("NextToken", token) });
      return parsedBody(await client.send(command, { abortSignal }));
    },
    async listAccountsForParent(parent, token, abortSignal) {
      const [client, { ListAccountsForParentCommand }] = await Promise.all([organizations(), load.organizations()]);
      const input = { ParentId: parent, MaxResults: 20, ...tokenAs("NextToken", token) };
      return parsedBody(await client.send(new ListAccountsForParentCommand(input), { abortSignal }));
    },
    async listOrganizationalUnitsForParent(parent, token, abortSignal) {
      const [client, { ListOrganizationalUnitsForParentCommand }] = await Promise.all([
        organizations(),
        load.organizations(),
      ]);
      const input = { ParentId: parent, MaxResults: 20, ...tokenAs("NextToken", token) };
      return parsedBody(await client.send(new ListOrganizationalUnitsForParentCommand(input), { abortSignal }));
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
      // KMS says of a key of another region that it does not exist; a bucket and its key may be in another one.
      const [client, { DescribeKeyCommand }] = await Promise.all([kms(parseArn(key)?.region || region), load.kms()]);
      return parsedBody(await client.send(new DescribeKeyCommand({ KeyId: key }), { abortSignal }));
    },
    listTelemetryPipelines: (region, token, signal) =>
      observability(region, "ListTelemetryPipelines", { MaxResults: 100, ...tokenAs("NextToken", token) }, signal),
    async describeOrganization(abortSignal) {
      const [client, { DescribeOrganizationCommand }] = await Promise.all([organizations(), load.organizations()]);
      return parsedBody(await client.send(new DescribeOrganizationCommand({}), { abortSignal }));
    },
    async listDelegatedAdministrators(ServicePrincipal, token, abortSignal) {
      const [client, { ListDelegatedAdministratorsCommand }] = await Promise.all([
        organizations(),
        load.organizations(),
      ]);
      const input = { ServicePrincipal, MaxResults: 20, ...tokenAs("NextToken", token) };
      return parsedBody(await client.send(new ListDelegatedAdministratorsCommand(input), { abortSignal }));
    },
  };

  async function observability(
    region: string,
    operation: string,
    body: SignedCall["body"],
    signal: AbortSignal,
  ): Promise<unknown> {
    const { config } = await logs(region);
    const url = configuredEndpoint("OBSERVABILITYADMIN", env) ?? (await besideLogs(config, region));
    checkTarget(url, "the endpoint of observabilityadmin");
    const signer = await signers(region);
    return sendSigned({ url, operation, body, signer, handler: config.requestHandler, signal });
  }
}

/** The service's host in the same partition and with the same FIPS and dual-stack choice as CloudWatch Logs. */
async function besideLogs(config: CloudWatchLogsClient["config"], region: string): Promise<URL> {
  const [UseFIPS, UseDualStack] = await Promise.all([config.useFipsEndpoint(), config.useDualstackEndpoint()]);
  const { url } = config.endpointProvider({ Region: region, UseFIPS, UseDualStack });
  return new URL(`${url.protocol}//${url.host.replace(/^logs/, "observabilityadmin")}`);
}
