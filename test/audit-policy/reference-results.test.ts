import { describe, expect, test } from "vitest";
import { compilePolicy, emittedStages, parseRequestWords } from "../../src/audit-policy/index.ts";
import { isLongRunning } from "../../src/audit-policy/long-running.ts";
import type { AuditRequest } from "../../src/model/audit.ts";
import { PROFILES, readProfile } from "./profiles.ts";

const NAMESPACE_CONTROLLER = "--user system:serviceaccount:kube-system:namespace-controller";
const NODE = "--user system:node:node-1";

/** Section 7 of audit-policies.md: a request, and its level, deciding rule and early stage under EKS, GKE and AKS. */
const TABLE: readonly (readonly [string, string, string, string])[] = [
  ["get secrets/db -n prod", "Metadata 13", "Metadata 14", "Metadata 18"],
  ["list secrets -A", "Metadata 13", "Metadata 14", "Metadata 18"],
  ["create secrets -n prod", "Metadata 13", "Metadata 14", "Metadata 18"],
  ["update configmaps/aws-auth -n kube-system", "RequestResponse 1", "Metadata 14", "Metadata 18"],
  ["create configmaps/aws-auth -n kube-system", "Metadata 13", "Metadata 14", "Metadata 18"],
  ["deletecollection configmaps -n kube-system", "Metadata 13", "Metadata 14", "Metadata 18"],
  ["patch configmaps/coredns-custom -n kube-system", "Metadata 13", "Metadata 14", "RequestResponse 17"],
  ["create serviceaccounts/token web -n prod", "Request 14 +RR", "Metadata 14", "Metadata 18"],
  ["create serviceaccounts -n prod", "RequestResponse 16", "RequestResponse 16", "Metadata 18"],
  ["create tokenreviews", "Metadata 13", "Metadata 14", "Metadata 18"],
  ["create subjectaccessreviews", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["create selfsubjectaccessreviews", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["create pods -n prod", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["delete pods/web -n prod", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["deletecollection pods -n prod", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  [`deletecollection pods -n prod ${NAMESPACE_CONTROLLER}`, "Request 12", "Request 13", "Request 14"],
  [`deletecollection secrets -n prod ${NAMESPACE_CONTROLLER}`, "Request 12", "Request 13", "Request 14"],
  ["create pods/exec web -n prod", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["get pods/web/exec -n prod", "Request 15", "Request 15", "Request 23"],
  ["get pods/web/portforward -n prod", "Request 15", "Request 15", "Request 23"],
  ["logs web -n prod", "Request 15", "Request 15", "Request 23"],
  ["patch pods/web/ephemeralcontainers -n prod", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["evict web -n prod", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["get nodes/node-1/proxy", "Request 15", "Request 15", "Request 23"],
  ["create clusterrolebindings", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["create csr", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["update csr/x/approval", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["create validatingwebhookconfigurations", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["create netpol -n prod", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["create runtimeclasses", "Metadata 17", "RequestResponse 16", "Metadata 25"],
  ["create widgets.example.com -n prod", "Metadata 17", "Metadata 17", "Metadata 25"],
  ["patch crd/installations.operator.tigera.io", "RequestResponse 16", "RequestResponse 16", "Metadata 16"],
  ["patch crd/volumesnapshots.snapshot.storage.k8s.io", "RequestResponse 16", "RequestResponse 16", "Request 15"],
  ["create verticalpodautoscalers.autoscaling.k8s.io -n prod", "Metadata 17", "Metadata 17", "Request 19"],
  ["create nodepools.karpenter.sh", "Metadata 17", "Metadata 17", "RequestResponse 22"],
  ["update leases/x -n kube-system", "Metadata 17", "Metadata 17", "Metadata 25"],
  ["watch endpointslices -A", "Metadata 17", "Metadata 17", "Metadata 25"],
  ["create resourceclaims -n prod", "Metadata 17", "Metadata 17", "Metadata 25"],
  ["create events -n default", "None 9", "None 10", "Metadata 9 +RR"],
  ["create events -n team-a", "None 9", "None 10", "None 11"],
  ["create events.events.k8s.io -n team-a", "Metadata 17", "Metadata 17", "None 11"],
  ["list events -n team-a", "None 9", "None 10", "Metadata 10 +RR"],
  ["get events/x -n team-a", "None 9", "None 10", "None 11"],
  ["deletecollection events -n team-a", "None 9", "None 10", "None 11"],
  [`get nodes/node-1 ${NODE}`, "None 4", "None 4", "None 4"],
  [`patch nodes/node-1/status ${NODE}`, "Request 11", "Request 12", "Request 13"],
  ["patch pods/web/status -n prod", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  [`create nodes ${NODE}`, "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["get secrets/db -n prod --user aksService", "Metadata 13", "Metadata 14", "None 1"],
  ["create clusterrolebindings --user aksService", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
  ["get endpoints/x -n kube-system --user system:kube-scheduler", "None 5", "None 5", "Request 23"],
  ["get endpoints/x -n kube-system --user system:cloud-controller-manager", "Request 15", "None 5", "Request 23"],
  ["update configmaps/x -n kube-system --user cluster-autoscaler", "Metadata 13", "None 7", "Metadata 18"],
  ["list pods.metrics.k8s.io -A --user system:kube-controller-manager", "None 7", "None 8", "Request 23"],
  ["GET /healthz", "None 8", "None 9", "None 8"],
  ["GET /healthz/etcd", "None 8", "None 9", "None 8"],
  ["GET /readyz", "Metadata 17", "Metadata 17", "Metadata 25"],
  ["GET /version", "None 8", "None 9", "None 8"],
  ["GET /version/", "Metadata 17", "Metadata 17", "Metadata 25"],
  ["GET /openapi/v2", "Metadata 17", "Metadata 17", "Metadata 25"],
  ["GET /api/v1", "Metadata 17", "Metadata 17", "Metadata 25"],
  ["GET /metrics", "Metadata 17", "Metadata 17", "Metadata 25"],
];

const UNAUTHENTICATED: readonly (readonly [string, string, string, string])[] = [
  ["GET /api/v1/namespaces/prod/secrets/db", "Metadata 13", "Metadata 14", "Metadata 18"],
  ["POST /api/v1/namespaces/prod/pods", "RequestResponse 16", "RequestResponse 16", "RequestResponse 24"],
];

const compiled = PROFILES.map((profile) => compilePolicy(readProfile(profile)));

function answers(request: AuditRequest): readonly string[] {
  return compiled.map(({ decide }) => {
    const decision = decide(request);
    const isEarly = request.user !== null && emittedStages({ request }, decision).includes("RequestReceived");
    return `${decision.level} ${decision.rule}${isEarly ? " +RR" : ""}`;
  });
}

function onlyRequest(words: string, user?: null): AuditRequest {
  const parsed = parseRequestWords(words, user === null ? { caller: { user, groups: [] } } : {});
  const [request, ...others] = parsed.ok ? parsed.requests : [];
  if (request === undefined || others.length > 0) throw new Error(`${words} is not one request`);
  return request;
}

describe("the published profiles", () => {
  test.each(TABLE)("%s", (words, eks, gke, aks) => {
    expect(answers(onlyRequest(words))).toEqual([eks, gke, aks]);
  });

  test.each(UNAUTHENTICATED)("%s without a valid credential", (words, eks, gke, aks) => {
    expect(answers(onlyRequest(words, null))).toEqual([eks, gke, aks]);
  });

  test("exec is two requests, of which each is long-running", () => {
    const parsed = parseRequestWords("exec pods/web");

    expect(parsed.ok ? parsed.requests.map((request) => [request.verb, isLongRunning(request)]) : []).toEqual([
      ["get", true],
      ["create", true],
    ]);
  });
});
