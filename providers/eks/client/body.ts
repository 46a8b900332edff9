import { checkTarget, type RequestTarget } from "./endpoint.ts";

/**
 * The SDK reads answers leniently: what is missing becomes an empty object or undefined, and a tag named `__proto__`
 * is lost. So the body is kept as it came, and our own schemas read it.
 */

type Next = (args: { request: unknown }) => Promise<{ response: unknown; output: unknown }>;

/** Any client's middleware stack: each types its middleware by its own inputs and outputs. */
export interface AnyStack {
  add(middleware: never, options: never): void;
}

interface PlainStack {
  add(
    middleware: (next: Next) => Next,
    options: { step: "build" | "deserialize"; priority: "high" | "low"; name: string },
  ): void;
}

interface Response {
  readonly statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array | undefined;
}

const bodies = new WeakMap<object, Uint8Array>();

/**
 * Makes a client of a JSON service keep the body of every answer for `parsedBody`, and leave the SDK nothing to read.
 * Errors go to the SDK as they are.
 */
export function keepBodies(stack: AnyStack): void {
  const plain: PlainStack = stack;
  plain.add(takeBody, { step: "deserialize", priority: "low", name: "trailproofTakeBody" });
  plain.add(rememberBody, { step: "deserialize", priority: "high", name: "trailproofRememberBody" });
}

/** Makes a client refuse plain http to other machines, wherever its endpoint came from. */
export function guardEndpoint(stack: AnyStack): void {
  const plain: PlainStack = stack;
  plain.add(refusePlainHttp, { step: "build", priority: "high", name: "trailproofGuardEndpoint" });
}

function refusePlainHttp(next: Next): Next {
  return (args) => {
    checkTarget(args.request as RequestTarget, "the configured AWS endpoint");
    return next(args);
  };
}

const EMPTY = new TextEncoder().encode("{}");

function takeBody(next: Next): Next {
  return async (args) => {
    const result = await next(args);
    const response = result.response as Response;
    const body = await readAll(response.body);
    if (response.statusCode < 300) bodies.set(response, body);
    response.body = response.statusCode < 300 ? EMPTY : body;
    return result;
  };
}

function rememberBody(next: Next): Next {
  return async (args) => {
    const result = await next(args);
    const body = bodies.get(result.response as Response);
    if (body) bodies.set(result.output as object, body);
    return result;
  };
}

/** The JSON behind an output of the SDK. @throws SyntaxError when it is none */
export function parsedBody(output: object): unknown {
  return parseJson(bodies.get(output) ?? new Uint8Array());
}

/** @throws SyntaxError */
export function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** @throws what the stream throws when the connection breaks */
export async function readAll(body: AsyncIterable<Uint8Array> | Uint8Array | undefined): Promise<Uint8Array> {
  if (body === undefined || body instanceof Uint8Array) return body ?? new Uint8Array();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
