import { describe, expect, it } from "vitest";
import { z } from "zod";
import { EndpointRefused } from "../../../providers/eks/client/endpoint.ts";
import { explain } from "../../../providers/eks/asking/errors.ts";

interface Extra {
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: string;
}

function awsError(name: string, message = "", { status = 400, code, retryAfter }: Extra = {}): Error {
  return Object.assign(new Error(message), {
    name,
    ...(code === undefined ? {} : { code }),
    $metadata: { httpStatusCode: status },
    ...(retryAfter === undefined ? {} : { $response: { headers: { "retry-after": retryAfter } } }),
  });
}

describe("explain", () => {
  it.each([
    ["AccessDeniedException", 403, "denied", false],
    ["AccessDenied", 403, "denied", false],
    ["UnauthorizedOperation", 403, "denied", false],
    ["UnrecognizedClientException", 403, "unauthenticated", false],
    ["InvalidClientTokenId", 403, "unauthenticated", false],
    ["AuthFailure", 401, "unauthenticated", false],
    ["ExpiredTokenException", 400, "unauthenticated", false],
    ["ExpiredToken", 403, "unauthenticated", false],
    ["RequestExpired", 400, "unauthenticated", true],
    ["RequestTimeTooSkewed", 403, "unauthenticated", true],
    ["SignatureDoesNotMatch", 403, "unauthenticated", false],
    ["MissingAuthenticationTokenException", 403, "unauthenticated", false],
    ["CredentialsProviderError", undefined, "unauthenticated", false],
    ["OptInRequired", 403, "failed", false],
    ["SubscriptionRequiredException", 400, "failed", false],
    ["RegionDisabledException", 403, "failed", false],
    ["AWSOrganizationsNotInUseException", 400, "failed", false],
    ["AccessDeniedForDependencyException", 400, "denied", false],
    ["ParentNotFoundException", 400, "not-found", false],
    ["ResourceNotFoundException", 404, "not-found", false],
    ["NotFoundException", 400, "not-found", false],
    ["InvalidParameterException", 400, "failed", false],
    ["TooManyRequestsException", 429, "throttled", true],
    ["ThrottlingException", 400, "throttled", true],
    ["Throttling", 400, "throttled", true],
    ["RequestLimitExceeded", 503, "throttled", true],
    ["SomethingNew", 429, "throttled", true],
    ["ServerException", 500, "unavailable", true],
    ["ServiceUnavailableException", 503, "unavailable", true],
    ["SyntaxError", 502, "unavailable", true],
    ["SyntaxError", 403, "failed", false],
    ["Unknown", 404, "failed", false],
    ["SomethingNew", 400, "failed", false],
  ] as const)("takes %s (status %s) for %s", (name, status, outcome, again) => {
    expect(explain(awsError(name, "", status === undefined ? {} : { status }))).toMatchObject({ outcome, again });
  });

  it.each([
    ["ENOTFOUND", "unavailable", false],
    ["ECONNREFUSED", "unavailable", true],
    ["ECONNRESET", "unavailable", true],
    ["ETIMEDOUT", "timed-out", true],
  ])("takes the network's %s for %s", (code, outcome, again) => {
    expect(explain(Object.assign(new Error("getaddrinfo"), { code }))).toMatchObject({ outcome, again });
  });

  it("takes what cannot be read for malformed, whatever threw it", () => {
    const zod = z.object({ clusters: z.array(z.string()) }).safeParse({}).error;
    expect(explain(zod)).toMatchObject({
      outcome: "malformed",
      reason: expect.stringContaining("(clusters)") as string,
    });
    expect(explain(new SyntaxError("Unexpected token '<'"))).toMatchObject({ outcome: "malformed" });
    expect(explain(new TypeError("Expected real number, got implicit string"))).toMatchObject({ outcome: "malformed" });
    expect(explain("nonsense")).toMatchObject({ outcome: "failed" });
    expect(explain(undefined)).toMatchObject({ outcome: "failed" });
  });

  it("takes a timeout of the SDK for timed-out", () => {
    expect(explain(Object.assign(new Error("timeout"), { name: "TimeoutError", code: "ETIMEDOUT" }))).toMatchObject({
      outcome: "timed-out",
      again: true,
    });
  });

  it("honours a wait that the server asks for, up to a minute", () => {
    expect(explain(awsError("TooManyRequestsException", "", { status: 429, retryAfter: "7" })).retryAfterMs).toBe(
      7_000,
    );
    expect(
      explain(awsError("ServiceUnavailableException", "", { status: 503, retryAfter: "99999" })).retryAfterMs,
    ).toBe(60_000);
    expect(
      explain(awsError("TooManyRequestsException", "", { status: 429, retryAfter: "soon" })).retryAfterMs,
    ).toBeUndefined();
  });

  it("tells a clock that is off from a wrong secret", () => {
    expect(
      explain(awsError("InvalidSignatureException", "Signature expired: 20261124T1000Z is now earlier than")),
    ).toMatchObject({ again: true, reason: expect.stringContaining("clock") as string });
    expect(explain(awsError("InvalidSignatureException", "does not match the signature you provided"))).toMatchObject({
      again: false,
    });
  });

  it("lets a refused endpoint through as it is", () => {
    expect(() => explain(new EndpointRefused("no"))).toThrow(EndpointRefused);
  });

  it("keeps nothing of hostile texts", () => {
    const hostile = "\u001b[31m::error::<script> AKIAIOSFODNN7EXAMPLE";
    const texts = [
      explain(awsError("AccessDenied", `User: ${hostile} is not authorized to perform: ${hostile}`)),
      explain(awsError(hostile, hostile)),
      explain(
        awsError("AccessDenied", `${"x".repeat(5_000)} with an explicit deny in a service control policy: ${hostile}`),
      ),
      explain(Object.assign(new Error(hostile), { code: hostile })),
    ];
    for (const { reason, permission, on } of texts) {
      expect(`${reason} ${permission ?? ""} ${on ?? ""}`).toMatch(/^(?!.*(script|AKIA|::))[\x20-\x7e]*$/);
      expect(reason.length).toBeLessThan(300);
    }
  });
});

describe("a refusal", () => {
  const action = "eks:DescribeCluster";
  const message = (tail: string): string =>
    `User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: ${action} on resource: arn:aws:eks:eu-west-1:111122223333:cluster/pay ${tail}`;
  const scp = "arn:aws:organizations::999988887777:policy/o-exampleorg/service_control_policy/p-12345678";

  it.each([
    [`because no identity-based policy allows the ${action} action`, "no identity-based policy allows it", undefined],
    [`because no service control policy allows the ${action} action`, "no service control policy allows it", undefined],
    [`because no session policy allows the ${action} action`, "no session policy allows it", undefined],
    [`because no VPC endpoint policy allows the ${action} action`, "no VPC endpoint policy allows it", undefined],
    [`because no permissions boundary allows the ${action} action`, "no permissions boundary allows it", undefined],
    [`because no resource-based policy allows the ${action} action`, "no resource-based policy allows it", undefined],
    [`with an explicit deny in a service control policy: ${scp}`, `a service control policy ${scp} forbids it`, scp],
    ["with an explicit deny in a resource control policy", "a resource control policy forbids it", undefined],
    ["with an explicit deny in an identity-based policy", "an identity-based policy forbids it", undefined],
    ["with an explicit deny in a session policy", "a session policy forbids it", undefined],
    ["because no resource control policy allows the eks:X action", "no resource control policy allows it", undefined],
    ["with an explicit deny in a permissions boundary", "a permissions boundary forbids it", undefined],
    ["with an explicit deny in a VPC endpoint policy", "a VPC endpoint policy forbids it", undefined],
    ["", "denied (AccessDeniedException)", undefined],
  ])("'%s' names the policy", (tail, reason, on) => {
    const explained = explain(awsError("AccessDeniedException", message(tail), { status: 403 }));
    expect(explained.reason).toContain(reason);
    expect(explained.permission).toBe(action);
    expect(explained.on).toBe(on);
  });

  it("without a word about the action leaves the permission to the call", () => {
    const explained = explain(awsError("AccessDenied", "Access Denied", { status: 403 }));
    expect(explained).toEqual({ outcome: "denied", reason: "denied (AccessDenied)", again: false });
  });
});
