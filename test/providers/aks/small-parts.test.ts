import { describe, expect, test } from "vitest";
import { keyOf, parentOf, parseArmId } from "../../../providers/aks/arm-id.ts";
import { endpointOf } from "../../../providers/aks/endpoint.ts";
import { landscape } from "../../../providers/aks/landscape.ts";
import { permissions } from "../../../providers/aks/permissions.ts";
import { quoted } from "../../../providers/aks/shell.ts";
import { isNoCredential } from "../../../providers/aks/sign-in.ts";
import { cacheTokens, type TokenOptions } from "../../../providers/aks/token-cache.ts";

const SUB = "00000000-0000-0000-0000-000000000001";
const ID = `/subscriptions/${SUB}/resourceGroups/RG 1/providers/Microsoft.Storage/storageAccounts/Acc`;

describe("resource ids", () => {
  test("are taken apart, and compared without regard to case", () => {
    const id = parseArmId(ID);
    expect(id).toMatchObject({
      subscription: SUB,
      resourceGroup: "RG 1",
      type: "microsoft.storage/storageaccounts",
      names: ["Acc"],
    });
    expect(id?.path).toContain("/RG%201/");
    expect(id && keyOf(id)).toBe(ID.toLowerCase());
    expect(parseArmId(`${ID.slice(1)}/`)?.id).toBe(ID);
  });

  test("children have a parent", () => {
    const child = parseArmId(`${ID}/blobServices/default/containers/c`);
    expect(child?.names).toEqual(["Acc", "default", "c"]);
    expect(child && parentOf(child)?.names).toEqual(["Acc", "default"]);
    expect(parentOf(parseArmId(ID) ?? expect.fail())).toBeUndefined();
  });

  test.each([
    "",
    "/",
    "https://evil.example/subscriptions/x",
    `/subscriptions/${SUB}`,
    `/subscriptions/${SUB}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts`,
    `/subscriptions/not-a-guid/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a`,
    `/subscriptions/${SUB}/resourceGroups/../providers/Microsoft.Storage/storageAccounts/a`,
    `/subscriptions/${SUB}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/..`,
  ])("anything else is none: %s", (text) => {
    expect(parseArmId(text)).toBeUndefined();
  });

  test("what is hostile in a name cannot leave its segment", () => {
    const id = parseArmId(
      `/subscriptions/${SUB}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a?x=1#y`,
    );
    expect(id?.path.endsWith("/a%3Fx%3D1%23y")).toBe(true);
  });
});

describe("endpoint", () => {
  test.each([
    [{}, "https://management.azure.com", "https://management.azure.com/.default", undefined],
    [
      { AZURE_RESOURCE_MANAGER_ENDPOINT: "" },
      "https://management.azure.com",
      "https://management.azure.com/.default",
      undefined,
    ],
    [
      { AZURE_RESOURCE_MANAGER_ENDPOINT: "https://management.usgovcloudapi.net/" },
      "https://management.usgovcloudapi.net",
      "https://management.usgovcloudapi.net/.default",
      "https://login.microsoftonline.us",
    ],
    [
      { AZURE_RESOURCE_MANAGER_ENDPOINT: "https://management.chinacloudapi.cn" },
      "https://management.chinacloudapi.cn",
      "https://management.chinacloudapi.cn/.default",
      "https://login.chinacloudapi.cn",
    ],
    [
      {
        AZURE_RESOURCE_MANAGER_ENDPOINT: "https://management.usgovcloudapi.net",
        AZURE_AUTHORITY_HOST: "https://login.example",
      },
      "https://management.usgovcloudapi.net",
      "https://management.usgovcloudapi.net/.default",
      undefined,
    ],
    [
      {
        AZURE_RESOURCE_MANAGER_ENDPOINT: "https://arm.corp.example/base/",
        AZURE_AUTHORITY_HOST: "https://login.microsoftonline.us",
      },
      "https://arm.corp.example/base",
      "https://management.usgovcloudapi.net/.default",
      undefined,
    ],
    [
      { AZURE_RESOURCE_MANAGER_ENDPOINT: "http://127.0.0.1:8080" },
      "http://127.0.0.1:8080",
      "https://management.azure.com/.default",
      undefined,
    ],
    [
      { AZURE_RESOURCE_MANAGER_ENDPOINT: "http://localhost:8080" },
      "http://localhost:8080",
      "https://management.azure.com/.default",
      undefined,
    ],
    [
      { AZURE_RESOURCE_MANAGER_ENDPOINT: "http://[::1]:8080" },
      "http://[::1]:8080",
      "https://management.azure.com/.default",
      undefined,
    ],
  ])("%j", (env, base, tokenScope, authorityHost) => {
    const endpoint = endpointOf(env);
    expect(endpoint).toMatchObject({ base, tokenScope, plain: base.startsWith("http:") });
    expect(endpoint.authorityHost).toBe(authorityHost);
  });

  test.each([
    "http://arm.example.com",
    "http://127.0.0.1.evil.example",
    "ftp://127.0.0.1",
    "arm",
    "https://user:pw@arm.example",
    "https://arm.example?x=1",
  ])("refused: %s", (text) => {
    expect(() => endpointOf({ AZURE_RESOURCE_MANAGER_ENDPOINT: text })).toThrow(/AZURE_RESOURCE_MANAGER_ENDPOINT/);
  });
});

describe("landscape", () => {
  const check = (key: string) => landscape.options.find((option) => option.key === key)?.check ?? (() => undefined);

  test.each([
    ["subscriptions", SUB, true],
    ["subscriptions", "payments", false],
    ["subscriptions", `${SUB}0`, false],
    ["managementGroups", "corp-landing.zones_(1)", true],
    ["managementGroups", "a/b", false],
    ["managementGroups", "ends-with-a-dot.", false],
    ["tenant", SUB, true],
    ["tenant", "contoso.onmicrosoft.com", true],
    ["tenant", "contoso", false],
  ])("%s %s", (key, value, valid) => {
    expect(check(key)(value) === undefined).toBe(valid);
  });

  test("a cluster's id leads to its subscription, and no other id does", () => {
    const id = `/subscriptions/${SUB.toUpperCase()}/resourcegroups/rg/providers/microsoft.containerservice/managedClusters/pay`;
    expect(landscape.locate(id)).toEqual({ subscriptions: [SUB] });
    expect(landscape.locate(ID)).toBeUndefined();
    expect(landscape.locate("arn:aws:eks:eu-west-1:123456789012:cluster/pay")).toBeUndefined();
  });
});

describe("token cache", () => {
  const token = (expiresInMs: number) => ({ token: "t", expiresOnTimestamp: Date.now() + expiresInMs });

  test("asks once for many, again after it expired, after a failure and after forget", async () => {
    let asked = 0;
    let expiresInMs = 3_600_000;
    let fails = false;
    const source = {
      getToken: async () => {
        asked += 1;
        if (fails) throw new Error("no");
        return token(expiresInMs);
      },
    };
    const cache = cacheTokens(source, undefined);
    await Promise.all(Array.from({ length: 50 }, () => cache.getToken("scope")));
    expect(asked).toBe(1);
    await cache.getToken("other");
    expect(asked).toBe(2);
    cache.forget();
    expiresInMs = 1000;
    await cache.getToken("scope");
    expect(asked).toBe(3);
    fails = true;
    await expect(cache.getToken("scope")).rejects.toThrow("no");
    fails = false;
    await cache.getToken("scope");
    expect(asked).toBe(5);
  });

  test("asks for the tenant that was named, and never caches an answer to a challenge", async () => {
    const options: (TokenOptions | undefined)[] = [];
    const source = {
      getToken: async (_: string | string[], given?: TokenOptions) => {
        options.push(given);
        return token(3_600_000);
      },
    };
    const cache = cacheTokens(source, "tenant");
    await cache.getToken("scope");
    await cache.getToken("scope", { claims: "more" });
    await cache.getToken("scope");
    expect(options).toEqual([{ tenantId: "tenant" }, { claims: "more", tenantId: "tenant" }]);
  });

  test("ends the wait of one caller without taking the answer from the others", async () => {
    let answer: (given: { token: string; expiresOnTimestamp: number }) => void = () => undefined;
    const source = {
      getToken: () => new Promise<{ token: string; expiresOnTimestamp: number }>((resolve) => (answer = resolve)),
    };
    const cache = cacheTokens(source, undefined);
    const stop = new AbortController();
    const impatient = cache.getToken("scope", { abortSignal: stop.signal });
    const patient = cache.getToken("scope", { abortSignal: new AbortController().signal });
    stop.abort();
    await expect(impatient).rejects.toThrow("ended");
    answer(token(3_600_000));
    expect(await patient).toMatchObject({ token: "t" });
    await expect(cache.getToken("scope", { abortSignal: stop.signal })).rejects.toThrow("ended");
  });
});

describe("no credential", () => {
  const unavailable = (message: string) => Object.assign(new Error(message), { name: "CredentialUnavailableError" });
  const chain = (...messages: string[]) =>
    Object.assign(new Error("all failed"), { name: "AggregateAuthenticationError", errors: messages.map(unavailable) });

  const NONE = [
    "EnvironmentCredential is unavailable. No underlying credential could be used.",
    "ManagedIdentityCredential: Authentication failed. Message client_error: Http status code: 404",
    "Azure CLI could not be found. Please visit https://aka.ms/azure-cli",
    "Please run 'az login' from a command prompt to authenticate before using this credential.",
    "Error: Unable to execute PowerShell. Ensure that it is installed in your system.",
    "Azure Developer CLI couldn't be found.",
  ];

  test("is what every source says of itself", () => {
    expect(isNoCredential(chain(...NONE), {})).toBe(true);
  });

  test.each([
    "ERROR: AADSTS700082: The refresh token has expired. Interactive authentication is needed: az login --scope x",
    "ManagedIdentityCredential: Authentication failed. Message: Http status code: 500",
    "something that nobody has seen yet",
  ])("is not a source that is there and fails: %s", (message) => {
    expect(isNoCredential(chain(...NONE, message), {})).toBe(false);
  });

  test("is not a credential that the environment names", () => {
    expect(isNoCredential(chain(...NONE), { AZURE_CLIENT_ID: "x" })).toBe(false);
    expect(isNoCredential(Object.assign(new Error("AADSTS"), { name: "AuthenticationError" }), {})).toBe(false);
  });
});

test("permissions only read, and each is there once", () => {
  expect(permissions.every(({ permission, why }) => permission.endsWith("/read") && why !== "")).toBe(true);
  expect(new Set(permissions.map(({ permission }) => permission)).size).toBe(permissions.length);
});

test.each([
  ["plain-1.2_x", "plain-1.2_x"],
  ["two words", "'two words'"],
  ["it's $(rm -rf /)", `'it'\\''s $(rm -rf /)'`],
  ["", "''"],
  ["line\nbreak\u001b[31m", "'linebreak[31m'"],
])("quotes for a shell: %j", (text, word) => {
  expect(quoted(text)).toBe(word);
});
