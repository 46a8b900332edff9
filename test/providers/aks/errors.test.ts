import { describe, expect, test } from "vitest";
import { ArmFailure, Malformed } from "../../../providers/aks/arm-failure.ts";
import { explain } from "../../../providers/aks/errors.ts";
import { plain } from "../../../providers/aks/text.ts";

const ASKED = { on: "/subscriptions/x" };

function arm(status: number, code: string, message = "", headers = {}): ArmFailure {
  return new ArmFailure(status, { error: { code, message } }, headers);
}

describe("Azure's errors", () => {
  test.each([
    [arm(401, "ExpiredAuthenticationToken"), "unauthenticated", true],
    [arm(401, "InvalidAuthenticationToken"), "unauthenticated", false],
    [arm(401, "InvalidAuthenticationTokenTenant"), "unauthenticated", false],
    [arm(403, "AuthorizationFailed"), "denied", false],
    [arm(403, "LinkedAuthorizationFailed"), "denied", false],
    [arm(403, "DenyAssignmentAuthorizationFailed"), "denied", false],
    [new ArmFailure(403, "<html>proxy</html>", {}), "failed", false],
    [arm(404, "SubscriptionNotFound"), "denied", false],
    [arm(404, "ResourceNotFound"), "failed", false],
    [new ArmFailure(404, undefined, {}), "failed", false],
    [arm(408, "RequestTimeout"), "unavailable", true],
    [arm(409, "MissingSubscriptionRegistration"), "failed", false],
    [arm(400, "NoRegisteredProviderFound"), "failed", false],
    [arm(429, "TooManyRequests"), "throttled", true],
    [arm(500, "InternalServerError"), "unavailable", true],
    [arm(501, "NotImplemented"), "failed", false],
    [new ArmFailure(503, "<html>busy</html>", {}), "unavailable", true],
    [arm(302, ""), "failed", false],
  ] as const)("%s is %s", (failure, outcome, again) => {
    expect(explain(failure, ASKED)).toMatchObject({ outcome, again });
  });

  test("only the named codes of a 404 prove absence", () => {
    const asked = { ...ASKED, missing: ["ContainerNotFound"] };
    expect(explain(arm(404, "ContainerNotFound"), asked).outcome).toBe("not-found");
    expect(explain(arm(404, "ResourceNotFound"), asked).outcome).toBe("failed");
    expect(explain(arm(400, "ContainerNotFound"), asked).outcome).toBe("failed");
  });

  test("storage answers without the outer object are understood, too", () => {
    expect(explain(new ArmFailure(403, { code: "AuthorizationFailed", message: "" }, {}), ASKED).outcome).toBe(
      "denied",
    );
  });

  test("names action and scope from the message, and only if they look like ones", () => {
    const message = "perform action 'Microsoft.Insights/diagnosticSettings/read' over scope '/subscriptions/a/b' or";
    expect(explain(arm(403, "AuthorizationFailed", message), ASKED)).toMatchObject({
      permission: "Microsoft.Insights/diagnosticSettings/read",
      on: "/subscriptions/a/b",
    });
    const hostile = "perform action '\u001b[31m<script>' over scope 'javascript:alert(1)' or";
    const explained = explain(arm(403, "AuthorizationFailed", hostile), ASKED);
    expect(explained.permission).toBeUndefined();
    expect(explained.on).toBe(ASKED.on);
  });

  test("reasons hold our words and the code, cut and clean", () => {
    const { reason } = explain(arm(403, `\u001b[2J${"x".repeat(500)}\u202e`, "Bearer secret"), ASKED);
    expect(reason.length).toBeLessThan(130);
    expect(reason).not.toMatch(/[\u001b\u202e]|secret/);
  });
});

describe("how long to wait", () => {
  test.each([
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after-ms": "250", "retry-after": "7" }, 250],
    [{ "x-ms-retry-after-ms": "300" }, 300],
    [{ "retry-after": "3600" }, 60_000],
    [{ "retry-after": "-1" }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{}, undefined],
  ])("%j", (headers, ms) => {
    expect(explain(arm(429, "TooManyRequests", "", headers), ASKED).retryAfterMs).toBe(ms);
  });

  test("a date", () => {
    const { retryAfterMs } = explain(
      arm(429, "x", "", { "retry-after": new Date(Date.now() + 20_000).toUTCString() }),
      ASKED,
    );
    expect(retryAfterMs).toBeGreaterThan(15_000);
    expect(retryAfterMs).toBeLessThan(21_000);
  });
});

describe("other errors", () => {
  test.each([
    [new Malformed("it is not JSON"), "malformed", false],
    [Object.assign(new Error("bad"), { code: "PARSE_ERROR" }), "malformed", false],
    [Object.assign(new Error("reset"), { code: "ECONNRESET" }), "unavailable", true],
    [Object.assign(new Error("dns"), { code: "ENOTFOUND" }), "unavailable", false],
    [Object.assign(new Error("tls"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }), "unavailable", false],
    [
      Object.assign(new Error("AADSTS7000215: Invalid client secret 's3cr3t'"), { name: "AuthenticationError" }),
      "unauthenticated",
      false,
    ],
    ["text", "failed", false],
  ] as const)("%s is %s", (error, outcome, again) => {
    expect(explain(error, ASKED)).toMatchObject({ outcome, again });
  });

  test("a failed sign-in keeps Entra's code and nothing else", () => {
    const error = Object.assign(new Error("AADSTS7000215: Invalid client secret 's3cr3t'"), {
      name: "AuthenticationError",
    });
    expect(explain(error, ASKED).reason).toBe("signing in to Azure failed (AADSTS7000215)");
  });
});

test("plain takes out what could steer a terminal", () => {
  expect(plain("a\u0000b\u001bc\u202ed\u2028e")).toBe("abcde");
});
