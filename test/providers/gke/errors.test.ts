import { describe, expect, it } from "vitest";
import { z } from "zod";
import { UnexpectedAnswer, explain } from "../../../providers/gke/errors.ts";

const INFO = "type.googleapis.com/google.rpc.ErrorInfo";

function http(status: number, reason?: string, metadata: object = {}, more: readonly object[] = []): unknown {
  const details = [...(reason ? [{ "@type": INFO, reason, domain: "googleapis.com", metadata }] : []), ...more];
  return {
    name: "GaxiosError",
    config: { url: "https://logging.googleapis.com/v2/x" },
    response: { status, data: { error: { code: status, message: "text of the cloud", details } } },
  };
}

function legacy(status: number, reason: string): unknown {
  return {
    config: { url: "https://storage.googleapis.com/x" },
    response: { status, data: { error: { code: status, errors: [{ reason }] } } },
  };
}

describe("an error", () => {
  const cases: readonly [what: string, error: unknown, explained: object][] = [
    [
      "permission",
      http(403, "IAM_PERMISSION_DENIED", { permission: "logging.sinks.list" }),
      { outcome: "denied", permission: "logging.sinks.list", again: false },
    ],
    ["no reason", http(403), { outcome: "denied", again: false }],
    [
      "hostile permission",
      http(403, "IAM_PERMISSION_DENIED", { permission: "<script>" }),
      { outcome: "denied", again: false },
    ],
    [
      "another API off",
      http(403, "SERVICE_DISABLED", { service: "logging.googleapis.com", consumer: "projects/77" }),
      { outcome: "failed", reason: "the API logging.googleapis.com is switched off in projects/77 (SERVICE_DISABLED)" },
    ],
    [
      "quota project",
      http(403, "USER_PROJECT_DENIED", { consumer: "projects/77" }),
      { outcome: "denied", permission: "serviceusage.services.use", on: "projects/77" },
    ],
    ["perimeter", http(403, "SECURITY_POLICY_VIOLATED"), { outcome: "failed", again: false }],
    ["billing", http(403, "BILLING_DISABLED"), { outcome: "failed", again: false }],
    ["scope", http(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), { outcome: "unauthenticated", again: false }],
    ["daily quota", http(403, "RESOURCE_QUOTA_EXCEEDED"), { outcome: "throttled", again: false }],
    ["expired token", http(401, "ACCESS_TOKEN_EXPIRED"), { outcome: "unauthenticated", again: false }],
    ["our fault", http(400), { outcome: "failed", again: false }],
    ["gone", http(404), { outcome: "not-found", again: false }],
    [
      "something in between",
      { config: { url: "https://logging.googleapis.com/" }, response: { status: 404, data: "<html>" } },
      { outcome: "malformed" },
    ],
    [
      "throttled",
      http(429, "RATE_LIMIT_EXCEEDED", {}, [{ retryDelay: "2.5s" }]),
      { outcome: "throttled", again: true, retryAfterMs: 2500 },
    ],
    ["throttled for long", http(429, "RATE_LIMIT_EXCEEDED", {}, [{ retryDelay: "86400s" }]), { retryAfterMs: 60_000 }],
    ["BigQuery's rate limit", legacy(403, "rateLimitExceeded"), { outcome: "throttled", again: true }],
    ["BigQuery's refusal", legacy(403, "accessDenied"), { outcome: "denied" }],
    ["trouble at Google", http(503), { outcome: "unavailable", again: true }],
    ["not implemented", http(501), { outcome: "failed", again: false }],
    ["slow gateway", http(504), { outcome: "timed-out", again: true }],
    [
      "network",
      { code: "ECONNRESET", config: { url: "https://logging.googleapis.com/" } },
      { outcome: "unavailable", reason: "no answer from Google (ECONNRESET)", again: true },
    ],
    [
      "generated client, refused",
      {
        code: 7,
        httpStatusCode: 403,
        reason: "IAM_PERMISSION_DENIED",
        errorInfoMetadata: { permission: "container.clusters.list" },
      },
      { outcome: "denied", permission: "container.clusters.list" },
    ],
    [
      "generated client, throttled",
      {
        code: 8,
        httpStatusCode: 429,
        reason: "RATE_LIMIT_EXCEEDED",
        statusDetails: [{ retryDelay: { seconds: "3", nanos: 0 } }],
      },
      { outcome: "throttled", retryAfterMs: 3000 },
    ],
    ["generated client, out of time", { code: 4 }, { outcome: "timed-out", again: true }],
    [
      "generated client, unreadable",
      Object.assign(new Error("x"), { code: 14, cause: new SyntaxError("<html>") }),
      { outcome: "malformed" },
    ],
    [
      "generated client, network",
      Object.assign(new Error("x"), { code: 14, cause: Object.assign(new Error("y"), { code: "ECONNREFUSED" }) }),
      { outcome: "unavailable", again: true },
    ],
    ["another form", new z.ZodError([]), { outcome: "malformed" }],
    [
      "no list",
      new UnexpectedAnswer("the answer is no list"),
      { outcome: "malformed", reason: "the answer is no list" },
    ],
    [
      "no token",
      { config: { url: "http://169.254.169.254/computeMetadata/v1/x" }, response: { status: 404, data: "" } },
      { outcome: "unauthenticated", again: false },
    ],
    [
      "a revoked login",
      {
        config: { url: "https://oauth2.googleapis.com/token" },
        response: { status: 400, data: { error: "invalid_grant", error_description: "secret" } },
      },
      { outcome: "unauthenticated", reason: "no token for the credential (invalid_grant)" },
    ],
    ["anything else", "what?", { outcome: "unavailable" }],
  ];
  it.each(cases)("%s", (_, error, explained) => {
    expect(explain(error, "projects/p")).toMatchObject({ on: "projects/p", ...explained });
  });

  it("is told in our words and codes only", () => {
    for (const [, error] of cases) {
      const { reason } = explain(error, "projects/p");
      expect(reason).not.toMatch(/text of the cloud|secret|[\u0000-\u001f<>]|\.$/);
      expect(reason.length).toBeLessThan(200);
    }
  });

  it("with a hostile code is cut to what a code can be", () => {
    const { reason } = explain(http(403, `A\u001b[31mB<script>${"x".repeat(150)}`), "projects/p");
    expect(reason).toMatch(/^Google refused the call \([\w./:-]{1,100}\)$/);
  });
});
