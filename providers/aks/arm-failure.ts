/** An answer of Azure that is an error. Only what `explain` needs is kept of it. */
export class ArmFailure extends Error {
  override readonly name = "ArmFailure";
  readonly status: number;
  /** Azure's own code; empty when the answer has none. */
  readonly code: string;
  readonly text: string;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, body: unknown, headers: { readonly [name: string]: string | undefined }) {
    const { code, text } = codeOf(body);
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.text = text;
    this.retryAfterMs = waitOf(headers);
  }
}

/** An answer with status 200 that cannot be one. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

function codeOf(body: unknown): { readonly code: string; readonly text: string } {
  const outer = isRecord(body) ? body : {};
  const inner = isRecord(outer["error"]) ? outer["error"] : outer;
  const { code, message } = inner;
  return {
    code: typeof code === "string" ? code : "",
    text: typeof message === "string" ? message.slice(0, 4000) : "",
  };
}

/** No wait is longer than this, whatever the service asks for: the retry layer gives up instead. */
const LONGEST_WAIT_MS = 60_000;

function waitOf(headers: { readonly [name: string]: string | undefined }): number | undefined {
  const ms = Number(headers["retry-after-ms"] ?? headers["x-ms-retry-after-ms"] ?? Number.NaN);
  const after = headers["retry-after"];
  const asked = Number.isFinite(ms) ? ms : after === undefined ? Number.NaN : secondsOf(after) * 1000;
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), LONGEST_WAIT_MS) : undefined;
}

function secondsOf(after: string): number {
  const seconds = Number(after);
  return Number.isFinite(seconds) ? seconds : (Date.parse(after) - Date.now()) / 1000;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
