import { parseJson, readAll } from "./body.ts";

/** One REST-JSON operation of a service that no SDK client is to be had for. */
export interface SignedCall {
  readonly url: URL;
  readonly operation: string;
  readonly body: { readonly [key: string]: string | number | boolean };
  readonly signer: Signer;
  readonly handler: Handler;
  readonly signal: AbortSignal;
}

interface HttpMessage {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query: { [name: string]: string };
  headers: { [name: string]: string };
  body: string;
}

interface Signer {
  sign(request: HttpMessage): Promise<object>;
}

interface Handler {
  handle(request: never, options: { abortSignal: AbortSignal }): Promise<{ response: unknown }>;
}

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: AsyncIterable<Uint8Array> | Uint8Array | undefined;
}

/** An error answer, in the shape that the SDK gives its own. */
class ServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  readonly $response: { readonly headers: HttpAnswer["headers"] };

  constructor(name: string, message: string, { statusCode, headers }: HttpAnswer) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode: statusCode };
    this.$response = { headers };
  }
}

/** Signs with SigV4, sends, and gives the JSON that came. */
export async function sendSigned({ url, operation, body, signer, handler, signal }: SignedCall): Promise<unknown> {
  const signed = await signer.sign({
    method: "POST",
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    path: `${url.pathname.replace(/\/$/, "")}/${operation}`,
    query: {},
    headers: { host: url.host, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { response } = await handler.handle(signed as never, { abortSignal: signal });
  const answer = response as HttpAnswer;
  const bytes = await readAll(answer.body);
  if (answer.statusCode < 300) return parseJson(bytes);
  throw errorOf(bytes, answer);
}

function errorOf(bytes: Uint8Array, answer: HttpAnswer): ServiceError {
  let fields: { readonly [key: string]: unknown } = {};
  try {
    const body = parseJson(bytes);
    if (typeof body === "object" && body !== null) fields = body as typeof fields;
  } catch {
    // An error page: its status says enough.
  }
  const code = textOf(answer.headers["x-amzn-errortype"]) ?? textOf(fields["__type"]) ?? "no code";
  const name = code.split(":")[0]?.split("#").at(-1) ?? code;
  return new ServiceError(name, textOf(fields["message"]) ?? textOf(fields["Message"]) ?? "", answer);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
