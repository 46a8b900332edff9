import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeS3Control } from "../../../providers/eks/client/s3-control.ts";
import { ACCOUNT, REGION } from "./sweep-of.ts";

const credentials = { accessKeyId: "AKIA", secretAccessKey: "secret" };

describe("the host that is asked about an account", () => {
  it.each([
    ["https://s3-control.example.org", `https://${ACCOUNT}.s3-control.example.org/`],
    [
      "https://control.vpce-1.s3.eu-west-1.vpce.amazonaws.com",
      `https://${ACCOUNT}.control.vpce-1.s3.eu-west-1.vpce.amazonaws.com/`,
    ],
    [undefined, `https://${ACCOUNT}.s3-control.${REGION}.amazonaws.com/`],
    ["http://127.0.0.1:5000", "http://127.0.0.1:5000/"],
    ["http://localhost:5000", "http://localhost:5000/"],
    ["http://[::1]:5000", "http://[::1]:5000/"],
  ])("for the endpoint %s is %s", async (Endpoint, host) => {
    const { client } = await makeS3Control({ region: REGION, credentials });
    const asked = { Region: REGION, RequiresAccountId: true, AccountId: ACCOUNT, ...(Endpoint ? { Endpoint } : {}) };
    expect(client.config.endpointProvider(asked).url.href).toBe(host);
  });
});

describe("an answer", () => {
  let answer = "";
  let headers: { readonly [name: string]: string | string[] | undefined } = {};
  const server = createServer((request, response) => {
    headers = request.headers;
    response.setHeader("content-type", "application/xml").end(answer);
  });

  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => server.close());

  async function ask(text: string): Promise<unknown> {
    answer = text;
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { client, sdk } = await makeS3Control({ region: REGION, credentials, endpoint, maxAttempts: 1 });
    return client.send(new sdk.GetPublicAccessBlockCommand({ AccountId: ACCOUNT }));
  }

  const fields = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"]
    .map((name) => `<${name}>true</${name}>`)
    .join("");

  it("is about the account in the header", async () => {
    const found = await ask(`<PublicAccessBlockConfiguration>${fields}</PublicAccessBlockConfiguration>`);
    expect(found).toMatchObject({ PublicAccessBlockConfiguration: { IgnorePublicAcls: true } });
    expect(headers["x-amz-account-id"]).toBe(ACCOUNT);
  });

  it.each([
    "",
    "<html><body>Log in</body></html>",
    `<PublicAccessBlockConfiguration>${fields}`,
    `<BucketLoggingStatus>${fields}</BucketLoggingStatus>`,
  ])("that is something else is refused: %s", async (text) => {
    await expect(ask(text)).rejects.toThrow(TypeError);
  });
});
