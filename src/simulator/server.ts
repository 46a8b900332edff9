import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, Knobs, SimCloud, SimOperation, SimReply, SimRequest } from "./cloud.ts";
import { createLimiter } from "./limits.ts";
import { isLike } from "./pattern.ts";

/** A request that was answered, for assertions and benchmarks. */
export interface SeenCall extends SimOperation {
  readonly cloud: string;
  readonly status: number;
  /** Refused for coming too fast, whatever status this cloud says that with. */
  readonly throttled?: true;
}

export interface Simulator {
  readonly url: string;
  /** Environment variables that lead the real SDK clients here. */
  readonly env: { readonly [name: string]: string };
  /** Every request so far, in the order they came. */
  readonly calls: readonly SeenCall[];
  close(): Promise<void>;
}

/** Starts the clouds on one loopback port. */
export async function startSimulator(clouds: readonly SimCloud[], knobs: Knobs = {}): Promise<Simulator> {
  const calls: SeenCall[] = [];
  const used = new Map<Fault, number>();
  const isBeyondLimit = createLimiter(knobs.limits ?? [], () => performance.now());
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, base()).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });

  function base(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse, url: string): Promise<void> {
    const request = await readRequest(incoming, url);
    const cloud = clouds.find((candidate) => candidate.owns(request));
    if (!cloud) return send(outgoing, { status: 404, body: "no simulated cloud answers this request" });
    const operation = cloud.identify(request);
    const tooFast: Fault | undefined = isBeyondLimit(operation) ? { kind: "throttled" } : undefined;
    if (knobs.latencyMs) await sleep(knobs.latencyMs);
    const fault = nextFault(knobs.faults ?? [], operation, used) ?? tooFast;
    if (fault?.kind === "hang") return void calls.push({ ...operation, cloud: cloud.id, status: 0 });
    if (fault?.kind === "reset") {
      calls.push({ ...operation, cloud: cloud.id, status: 0 });
      return void outgoing.destroy();
    }
    const reply = operation.mutating ? refusedWrite(operation) : replyTo(cloud, request, operation, fault, knobs);
    const throttled = fault?.kind === "throttled" ? ({ throttled: true } as const) : {};
    calls.push({ ...operation, cloud: cloud.id, status: reply.status, ...throttled });
    send(outgoing, reply);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = base();
  const env = Object.assign({}, ...clouds.map((cloud) => cloud.env(url))) as { [name: string]: string };
  return { url, env, calls, close: () => closeServer(server) };
}

function replyTo(
  cloud: SimCloud,
  request: SimRequest,
  operation: SimOperation,
  fault: Fault | undefined,
  knobs: Knobs,
): SimReply {
  switch (fault?.kind) {
    case "denied":
    case "throttled":
    case "not-found":
    case "unavailable":
      return cloud.refuse(fault.kind, operation, fault);
    case "html":
      return { status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><title>Sign in</title>" };
    case "empty-object":
      return { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
    case "cut": {
      const whole = cloud.answer(request, operation, knobs);
      return { ...whole, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) };
    }
    default:
      return cloud.answer(request, operation, knobs);
  }
}

function refusedWrite(operation: SimOperation): SimReply {
  return { status: 405, body: `the simulator refuses to change anything: ${operation.operation}` };
}

function nextFault(faults: readonly Fault[], operation: SimOperation, used: Map<Fault, number>): Fault | undefined {
  const fault = faults.find(
    (candidate) => isHit(candidate, operation) && (used.get(candidate) ?? 0) < (candidate.times ?? Infinity),
  );
  if (fault) used.set(fault, (used.get(fault) ?? 0) + 1);
  return fault;
}

function isHit(fault: Fault, operation: SimOperation): boolean {
  return (["operation", "scope", "location", "target"] as const).every((field) =>
    isLike(operation[field], fault[field]),
  );
}

async function readRequest(incoming: IncomingMessage, base: string): Promise<SimRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const target = incoming.url ?? "/";
  const mark = target.indexOf("?");
  return {
    method: incoming.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString("utf8"),
    base,
  };
}

function send(outgoing: ServerResponse, reply: SimReply): void {
  outgoing.writeHead(reply.status, { "content-length": Buffer.byteLength(reply.body), ...reply.headers });
  outgoing.end(reply.body);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
