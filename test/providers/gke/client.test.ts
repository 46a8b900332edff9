import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { NoCredential } from "../../../providers/contract.ts";
import { connect } from "../../../providers/gke/client.ts";
import { behind, endpointOf, EndpointRefused } from "../../../providers/gke/endpoint.ts";
import { googleCloud } from "../../../src/simulator/google/index.ts";
import { startSimulator, type Simulator } from "../../../src/simulator/server.ts";
import { PROJECT, landscapeWith, setEnv } from "./sweep-of.ts";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function simulated(env: { readonly [name: string]: string | undefined }): Promise<Simulator> {
  const simulator = await startSimulator([googleCloud(landscapeWith())]);
  cleanUps.push(setEnv({ ...simulator.env, ...env }), () => simulator.close());
  return simulator;
}

function keyFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "trailproof-gke-"));
  cleanUps.push(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "key.json");
  writeFileSync(path, content);
  return path;
}

const NEVER = new AbortController().signal;

describe("the endpoint", () => {
  it("is Google's own unless one is configured", () => {
    expect(endpointOf({})).toBeUndefined();
    expect(endpointOf({ TRAILPROOF_GCP_ENDPOINT: "" })).toBeUndefined();
  });

  it.each(["http://127.0.0.1:9000", "http://localhost:9000/", "http://[::1]:9000", "https://apis.example.org/google"])(
    "may be %s",
    (text) => {
      expect(endpointOf({ TRAILPROOF_GCP_ENDPOINT: text })?.href).toBe(new URL(text).href);
    },
  );

  it.each([
    "http://apis.example.org",
    "http://10.0.0.1",
    "http://127.0.0.1.example.org",
    "ftp://127.0.0.1",
    "127.0.0.1:9000",
    "https://user@example.org",
    "https://example.org?x=1",
  ])("may not be %s", (text) => {
    expect(() => endpointOf({ TRAILPROOF_GCP_ENDPOINT: text })).toThrow(EndpointRefused);
  });

  it("puts the service's host in front of the path", () => {
    const url = new URL("https://logging.googleapis.com:443/v2/projects/p/sinks?filter=in_scope(%22ALL%22)");
    const shown =
      "https://apis.example.org/google/logging.googleapis.com/v2/projects/p/sinks?filter=in_scope(%22ALL%22)";
    expect(behind(new URL("https://apis.example.org/google/"), url).href).toBe(shown);
  });
});

describe("a credential", () => {
  it("that is missing is told of at once", async () => {
    await simulated({ METADATA_SERVER_DETECTION: "none" });
    const start = performance.now();
    await expect(connect(process.env)).rejects.toThrow(NoCredential);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("is not waited for where nothing answers for the metadata server", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    cleanUps.push(() => silent.close());
    await new Promise((resolve) => silent.once("listening", resolve));
    await simulated({
      METADATA_SERVER_DETECTION: "ping-only",
      GCE_METADATA_HOST: `127.0.0.1:${(silent.address() as AddressInfo).port}`,
    });
    const start = performance.now();
    await expect(connect(process.env)).rejects.toThrow(NoCredential);
    expect(performance.now() - start).toBeLessThan(2500);
  });

  it("that cannot be read is told of without its content", async () => {
    await simulated({ GOOGLE_APPLICATION_CREDENTIALS: keyFile("{ secret-content") });
    const error: unknown = await connect(process.env).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(NoCredential);
    expect((error as Error).message).not.toContain("secret-content");
    expect((error as Error).message).toContain("gcloud auth application-default login");
  });

  it("of the metadata server serves the generated client and plain requests alike", async () => {
    const simulator = await simulated({});
    const client = await connect(process.env);
    expect(await client.listClusters(PROJECT, NEVER)).toMatchObject({ clusters: [{ name: "pay" }] });
    expect(await client.get(`logging.googleapis.com/v2/projects/${PROJECT}/sinks`, {}, NEVER)).toMatchObject({
      sinks: [{ name: "_Required" }, {}],
    });
    const asked = await client.ask(`cloudresourcemanager.googleapis.com/v1/projects/${PROJECT}:getAncestry`, {}, NEVER);
    expect(asked).toMatchObject({ ancestor: [{ resourceId: { id: PROJECT } }, {}, {}] });
    expect(simulator.calls.map(({ operation }) => operation)).toEqual([
      "google.token",
      "container.clusters.list",
      "logging.sinks.list",
      "resourcemanager.projects.getAncestry",
    ]);
  });

  it("of a service account signs its own token, which goes nowhere but to the API", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = {
      type: "service_account",
      client_email: "a@p.iam.gserviceaccount.com",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    };
    const simulator = await simulated({ GOOGLE_APPLICATION_CREDENTIALS: keyFile(JSON.stringify(key)) });
    const client = await connect(process.env);
    expect(await client.listClusters(PROJECT, NEVER)).toMatchObject({ clusters: [{ name: "pay" }] });
    await client.get(`logging.googleapis.com/v2/projects/${PROJECT}/sinks`, {}, NEVER);
    expect(simulator.calls.map(({ operation }) => operation)).toEqual([
      "container.clusters.list",
      "logging.sinks.list",
    ]);
  });

  it("of a person gets its token behind the configured endpoint", async () => {
    const key = { type: "authorized_user", client_id: "c", client_secret: "s", refresh_token: "r" };
    const simulator = await simulated({ GOOGLE_APPLICATION_CREDENTIALS: keyFile(JSON.stringify(key)) });
    const client = await connect(process.env);
    await client.get(`logging.googleapis.com/v2/projects/${PROJECT}/sinks`, {}, NEVER);
    expect(simulator.calls.map(({ target }) => target)).toContain("/oauth2.googleapis.com/token");
  });

  it("is not looked for when the endpoint is refused", async () => {
    const simulator = await simulated({ TRAILPROOF_GCP_ENDPOINT: "http://apis.example.org" });
    await expect(connect(process.env)).rejects.toThrow(EndpointRefused);
    expect(simulator.calls).toEqual([]);
  });
});

describe("a list of clusters", () => {
  it.each(['{"message":"blocked"}', "[]", '{"error_description":"sign in"}'])(
    "is not empty when the answer is %s",
    async (body) => {
      const cloud = {
        ...googleCloud(landscapeWith()),
        answer: () => ({
          status: 200,
          headers: { "content-type": "application/json", "metadata-flavor": "Google" },
          body,
        }),
      };
      const simulator = await startSimulator([cloud]);
      const other = await startSimulator([googleCloud(landscapeWith())]);
      const env = { ...simulator.env, GCE_METADATA_HOST: new URL(other.url).host };
      cleanUps.push(
        setEnv(env),
        () => simulator.close(),
        () => other.close(),
      );
      await expect((await connect(process.env)).listClusters(PROJECT, NEVER)).rejects.toThrow("no list of clusters");
    },
  );
});
