import { describe, expect, it } from "vitest";
import {
  checkEndpoints,
  checkTarget,
  configuredEndpoint,
  EndpointRefused,
} from "../../../providers/eks/client/endpoint.ts";

describe("an endpoint", () => {
  it.each([
    "https://vpce-1.eks.eu-west-1.vpce.amazonaws.com",
    "http://127.0.0.1:5000",
    "http://127.9.9.9",
    "http://localhost:1",
    "http://[::1]:8080",
  ])("%s is accepted", (url) => {
    expect(() => checkEndpoints({ AWS_ENDPOINT_URL: url })).not.toThrow();
  });

  it.each([
    "http://example.org",
    "http://127.0.0.1.example.org",
    "http://10.0.0.1",
    "ftp://127.0.0.1",
    "http://0.0.0.0",
    "127.0.0.1:5000",
    "nonsense",
  ])("%s is refused", (url) => {
    expect(() => checkEndpoints({ AWS_ENDPOINT_URL_KMS: url })).toThrow(EndpointRefused);
  });

  it("is not looked at when configured endpoints are ignored", () => {
    const env = { AWS_ENDPOINT_URL: "http://example.org", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" };
    expect(() => checkEndpoints(env)).not.toThrow();
    expect(configuredEndpoint("OBSERVABILITYADMIN", env)).toBeUndefined();
  });

  it("is the service's own before the common one", () => {
    const env = { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_ENDPOINT_URL_OBSERVABILITYADMIN: "http://127.0.0.1:2" };
    expect(configuredEndpoint("OBSERVABILITYADMIN", env)?.port).toBe("2");
    expect(configuredEndpoint("OBSERVABILITYADMIN", { AWS_ENDPOINT_URL: "http://127.0.0.1:1" })?.port).toBe("1");
    expect(configuredEndpoint("OBSERVABILITYADMIN", {})).toBeUndefined();
  });

  it("does not show what stands in its user part", () => {
    expect(() => checkEndpoints({ AWS_ENDPOINT_URL: "http://me:secret@example.org" })).toThrow(/^(?!.*secret)/s);
    expect(() => checkTarget({ protocol: "http:", hostname: "example.org" }, "the configured AWS endpoint")).toThrow(
      EndpointRefused,
    );
  });
});
