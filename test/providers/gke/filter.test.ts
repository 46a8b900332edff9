import { describe, expect, it } from "vitest";
import { decideFilter, readFilter } from "../../../providers/gke/filter.ts";
import { DATA_ACCESS, STREAMS } from "../../../providers/gke/trail-streams.ts";
import type { Caller, Probe } from "../../../src/model/trail.ts";

const CLUSTER = { name: "pay", location: "europe-west1" };

const USERS: { readonly [caller in Caller]: string | null } = {
  human: "alice@example.com",
  admin: "breakglass-admin",
  workload: "system:serviceaccount:prod:web",
  kubelet: "system:node:gke-pay-1",
  anonymous: "system:anonymous",
  none: null,
};

interface Asked {
  readonly caller?: Caller;
  readonly verb?: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly path?: string;
  readonly namespace?: string;
  readonly responseCode?: number;
}

function probe(asked: Asked = {}): Probe {
  const { caller = "human", verb = "create", group = "", resource = "pods" } = asked;
  const { subresource, path, responseCode, namespace = "prod" } = asked;
  const user = USERS[caller];
  const about = { apiGroup: group, resource, namespace, name: "target" };
  const request = path
    ? { user, verb, resourceRequest: false, path }
    : { user, verb, resourceRequest: true, ...about, ...(subresource ? { subresource } : {}) };
  return { caller, request, ...(responseCode ? { responseCode } : {}) };
}

function decided(filter: string, stream = "activity", about?: Probe): string {
  const source = { project: "shop-prod", cluster: CLUSTER, stream, ...(about ? { probe: about } : {}) };
  return decideFilter(readFilter(filter), source).verdict.is;
}

const STOCK_REQUIRED = ["activity", "system_event", "access_transparency"]
  .flatMap((log) => [`LOG_ID("cloudaudit.googleapis.com/${log}")`, `LOG_ID("externalaudit.googleapis.com/${log}")`])
  .join(" OR ");
const STOCK_DEFAULT = STOCK_REQUIRED.split(" OR ")
  .map((log) => `NOT ${log}`)
  .join(" AND ");

describe("the idioms that people write", () => {
  const cases: readonly [filter: string, activity: string, dataAccess: string][] = [
    ["", "true", "true"],
    ["  -- nothing but a comment\n", "true", "true"],
    [STOCK_REQUIRED, "true", "false"],
    [STOCK_DEFAULT, "false", "true"],
    ['logName:"cloudaudit.googleapis.com"', "true", "true"],
    ['logName:"/logs/cloudaudit.googleapis.com"', "true", "true"],
    ['logName="projects/shop-prod/logs/cloudaudit.googleapis.com%2Factivity"', "true", "false"],
    ['logName="projects/shop-prod/logs/cloudaudit.googleapis.com%2fdata_access"', "false", "true"],
    ['logName="projects/other/logs/cloudaudit.googleapis.com%2Factivity"', "false", "false"],
    ['logName:"cloudaudit.googleapis.com%2Fdata_access"', "false", "true"],
    ['logName=~"cloudaudit"', "true", "true"],
    ['logName=~"logs/cloudaudit.googleapis.com%2Factivity$"', "true", "false"],
    ['logName=~"^organizations/.*"', "false", "false"],
    ['log_id("cloudaudit.googleapis.com/data_access")', "false", "true"],
    ['resource.type="k8s_cluster"', "true", "true"],
    ["resource.type = k8s_cluster", "true", "true"],
    ['RESOURCE.TYPE="K8S_CLUSTER"', "true", "true"],
    ['resource.type=("k8s_cluster" OR "gke_cluster")', "true", "true"],
    ['resource.type=("gce_instance" OR "gke_cluster")', "false", "false"],
    ['resource.type:("k8s" AND "cluster")', "true", "true"],
    ['resource.type!="k8s_cluster"', "false", "false"],
    ['resource.type="gce_instance"', "false", "false"],
    ['protoPayload.serviceName="k8s.io"', "true", "true"],
    ['-protoPayload.serviceName="k8s.io"', "false", "false"],
    ['NOT protoPayload.serviceName="k8s.io"', "false", "false"],
    ['protoPayload.serviceName!="container.googleapis.com"', "true", "true"],
    ['protoPayload.@type="type.googleapis.com/google.cloud.audit.AuditLog"', "true", "true"],
    ["severity>=NOTICE", "some", "some"],
    ["severity>=DEFAULT", "true", "true"],
    ["NOT severity<WARNING", "some", "some"],
    ["severity>=CRITICAL", "false", "false"],
    ["severity>=ERROR OR severity<ERROR", "true", "true"],
    ["severity=ERROR AND severity=INFO", "false", "false"],
    ['resource.labels.cluster_name="pay"', "true", "true"],
    ['resource.labels.cluster_name="other"', "false", "false"],
    ['resource.labels."cluster_name"="pay" resource.labels.location="europe-west1"', "true", "true"],
    ['resource.labels.namespace_name="prod"', "false", "false"],
    ['resource.labels.namespace_name!="prod"', "false", "false"],
    ['NOT resource.labels.namespace_name="prod"', "true", "true"],
    ['jsonPayload.message:"error"', "false", "false"],
    ["httpRequest.status>=500", "false", "false"],
    ['textPayload:"panic"', "false", "false"],
    ["sample(insertId, 0.1)", "some", "some"],
    ["sample(insertId, 1)", "true", "true"],
    ["sample(insertId, 0)", "false", "false"],
    ['source("projects/shop-prod")', "true", "true"],
    ["source(folders/213)", "false", "false"],
    ['"k8s.io"', "true", "true"],
    ['operation.producer="k8s.io"', "true", "true"],
    ["protoPayload.methodName:*", "true", "true"],
    ["jsonPayload.message:*", "false", "false"],
  ];
  it.each(cases)("%s", (filter, activity, dataAccess) => {
    expect(decided(filter)).toBe(activity);
    for (const stream of DATA_ACCESS) expect(decided(filter, stream)).toBe(dataAccess);
  });
});

describe("precedence", () => {
  const cases: readonly [filter: string, verdict: string][] = [
    // OR binds closer than AND: (gce OR k8s_cluster) AND other.
    ['resource.type="gce_instance" OR resource.type="k8s_cluster" AND resource.labels.cluster_name="other"', "false"],
    ['resource.type="k8s_cluster" AND resource.type="gce_instance" OR protoPayload.serviceName="k8s.io"', "true"],
    ['NOT resource.type="gce_instance" OR resource.type="gce_instance"', "true"],
    ['NOT (resource.type="k8s_cluster" OR resource.type="gce_instance")', "false"],
    ['resource.type="k8s_cluster"\nresource.type="gce_instance" OR protoPayload.serviceName="k8s.io"', "true"],
    ['resource.type="k8s_cluster" -- the cluster\nAND -- and\nprotoPayload.serviceName="k8s.io"', "true"],
    ['NOT NOT -resource.type="gce_instance"', "true"],
    ['(((resource.type="k8s_cluster")))', "true"],
    ['NOT(resource.type="k8s_cluster")AND(resource.type="k8s_cluster")', "false"],
  ];
  it.each(cases)("%s", (filter, verdict) => {
    expect(decided(filter)).toBe(verdict);
  });

  it("takes a small and for a word to look for", () => {
    expect(decided('resource.type="k8s_cluster" and protoPayload.serviceName="k8s.io"')).toBe("some");
  });
});

describe("requests", () => {
  const cases: readonly [filter: string, about: Asked, verdict: string][] = [
    ['protoPayload.methodName:"io.k8s."', {}, "true"],
    ['protoPayload.methodName:"io.k8s."', { group: "apps", resource: "deployments", verb: "patch" }, "true"],
    ['protoPayload.methodName=~"^io\\.k8s\\.core"', {}, "true"],
    ['protoPayload.methodName=~"^io\\.k8s\\.core"', { group: "apps" }, "false"],
    ['protoPayload.methodName="io.k8s.core.v1.pods.create"', {}, "true"],
    ['protoPayload.methodName="io.k8s.core.v1.secrets.get"', { resource: "secrets", verb: "get" }, "true"],
    ['protoPayload.methodName="io.k8s.core.v1.secrets.get"', { resource: "secrets", verb: "list" }, "false"],
    [
      'protoPayload.methodName="io.k8s.autoscaling.v2.horizontalpodautoscalers.create"',
      { group: "autoscaling", resource: "horizontalpodautoscalers" },
      "some",
    ],
    ['protoPayload.methodName=~"^io.k8s.core.*secrets"', { resource: "secrets" }, "true"],
    ['protoPayload.methodName=~"^io.k8s.core.*secrets"', { resource: "pods" }, "false"],
    ['protoPayload.methodName="io.k8s.core.v1.nodes.status.update"', {}, "false"],
    ['protoPayload.methodName:"secrets"', { resource: "secrets", verb: "get" }, "true"],
    ['protoPayload.methodName:"secrets"', { resource: "pods", verb: "get" }, "false"],
    [
      'protoPayload.methodName:"io.k8s.authorization.rbac"',
      { group: "rbac.authorization.k8s.io", resource: "roles" },
      "true",
    ],
    ['protoPayload.methodName=~"(get|list|watch)$"', { verb: "list" }, "true"],
    ['protoPayload.methodName=~"\\.(get|list|watch)$"', { verb: "list" }, "true"],
    ['protoPayload.methodName=~"\\.(get|list|watch)$"', { verb: "create" }, "false"],
    ['protoPayload.methodName=~"\\.(get|list|watch)$"', { group: "autoscaling", verb: "list" }, "unknown"],
    ['protoPayload.resourceName:"namespaces/kube-system"', { namespace: "kube-system" }, "true"],
    ['protoPayload.methodName:"pods.exec.create"', { verb: "get", subresource: "exec" }, "some"],
    ['protoPayload.methodName="io.k8s.get"', { verb: "get", path: "/api" }, "true"],
    ['protoPayload.resourceName:"secrets"', { resource: "secrets" }, "true"],
    ['protoPayload.resourceName:"coordination.k8s.io/"', {}, "false"],
    ['protoPayload.resourceName:"core/v1/namespaces/kube-system"', {}, "some"],
    ['labels."authorization.k8s.io/decision"="allow"', {}, "true"],
    ['labels."authorization.k8s.io/decision"="forbid"', { responseCode: 403 }, "true"],
    ['labels."authorization.k8s.io/decision"="forbid"', {}, "false"],
    ['labels."authorization.k8s.io/decision"="allow"', { responseCode: 401, caller: "none" }, "false"],
    ["protoPayload.status.code=7", {}, "some"],
    ['ip_in_net(protoPayload.requestMetadata.callerIp, "10.0.0.0/8")', {}, "some"],
  ];
  it.each(cases)("%s for %o", (filter, about, verdict) => {
    expect(decided(filter, "ADMIN_READ", probe(about))).toBe(verdict);
  });
});

describe("callers", () => {
  const principal = "protoPayload.authenticationInfo.principalEmail";
  const cases: readonly [filter: string, verdicts: { readonly [caller in Caller]: string }][] = [
    [
      `${principal}:"system:"`,
      { human: "false", admin: "false", workload: "true", kubelet: "true", anonymous: "true", none: "false" },
    ],
    [
      `${principal}=~"^system:serviceaccount:"`,
      { human: "false", admin: "false", workload: "true", kubelet: "false", anonymous: "false", none: "false" },
    ],
    [
      `${principal}=~"^system:node:.*"`,
      { human: "false", admin: "false", workload: "false", kubelet: "true", anonymous: "false", none: "false" },
    ],
    [
      `${principal}="system:serviceaccount:kube-system:generic-garbage-collector"`,
      { human: "false", admin: "false", workload: "some", kubelet: "false", anonymous: "false", none: "false" },
    ],
    [
      `${principal}="alice@example.com"`,
      { human: "some", admin: "some", workload: "false", kubelet: "false", anonymous: "false", none: "false" },
    ],
    [
      `${principal}=("alice@example.com" OR "bob@example.com")`,
      { human: "some", admin: "some", workload: "false", kubelet: "false", anonymous: "false", none: "false" },
    ],
    [
      `NOT ${principal}="alice@example.com"`,
      { human: "some", admin: "some", workload: "true", kubelet: "true", anonymous: "true", none: "true" },
    ],
    [
      `${principal}!="alice@example.com"`,
      { human: "some", admin: "some", workload: "true", kubelet: "true", anonymous: "true", none: "false" },
    ],
    [
      `${principal}:*`,
      { human: "true", admin: "true", workload: "true", kubelet: "true", anonymous: "true", none: "false" },
    ],
    [
      `${principal}:"@"`,
      { human: "unknown", admin: "unknown", workload: "false", kubelet: "false", anonymous: "false", none: "false" },
    ],
    [
      `${principal}="alice@example.com" AND ${principal}!="bob@example.com"`,
      { human: "unknown", admin: "unknown", workload: "false", kubelet: "false", anonymous: "false", none: "false" },
    ],
  ];
  it.each(cases)("%s", (filter, verdicts) => {
    for (const caller of Object.keys(verdicts) as Caller[]) {
      expect(`${caller} ${decided(filter, "activity", probe({ caller }))}`).toBe(`${caller} ${verdicts[caller]}`);
    }
  });
});

describe("what is not understood", () => {
  const cases: readonly [filter: string, named: string][] = [
    ['resource.type="k8s_cluster', "character"],
    ["resource.type=", "without a value"],
    ["AND", "AND or OR"],
    ["resource.type='k8s_cluster'", "character"],
    ["(resource.type=k8s_cluster", "parenthesis"],
    ["resource.type=k8s_cluster)", "parenthesis"],
    ["insertId = abc:def", "several parts"],
    ['SEARCH("k8s.io")', "SEARCH()"],
    ["cast(protoPayload.status.code, STRING)=7", "cast()"],
    ['regexp_extract(logName, "x")="y"', "regexp_extract()"],
    ['timestamp>="2026-01-01T00:00:00Z"', "timestamp"],
    ['protoPayload.madeUp="x"', "protoPayload.madeUp"],
    ['logName=~"(activity|data_access)+"', "logName=~"],
    ['logName=~"[a-z]+x[a-z]+y[a-z]+z"', "logName=~"],
    ['logName:"cloudaudit.googleapis.com/activity"', "logName:"],
    ['logName="projects/500000000001/logs/cloudaudit.googleapis.com%2Factivity"', "logName="],
    ['resource.type!=("k8s_cluster" OR "gce_instance")', "several values"],
    ["resource.type=k8s*", "resource.type="],
    ["sample(protoPayload.serviceName, 0.5)", "sample(protoPayload.serviceName)"],
    ["resource.type=NULL_VALUE", "NULL_VALUE"],
    ['log_id("cloudaudit.googleapis.com%2Factivity")', "log_id()"],
    ['source("projects/500000000001")', "source()"],
    ['severity="loud"', "severity="],
    ['severity:"ERROR"', "severity:"],
    ["httpRequest.status<500", "httpRequest.status"],
  ];
  it.each(cases)("leaves %s open and names %s", (filter, named) => {
    const { verdict } = decideFilter(readFilter(filter), {
      project: "shop-prod",
      cluster: CLUSTER,
      stream: "activity",
    });
    expect(verdict).toMatchObject({ is: "unknown", why: expect.stringContaining(named) as string });
  });

  it("decides what does not depend on it", () => {
    expect(decided('resource.type="gce_instance" AND SEARCH("x")')).toBe("false");
    expect(decided('resource.type="k8s_cluster" OR SEARCH("x")')).toBe("true");
    expect(decided('resource.type="k8s_cluster" AND SEARCH("x")')).toBe("unknown");
  });
});

it("says the same of all streams of Data Access", () => {
  expect(STREAMS).toEqual(["activity", "ADMIN_READ", "DATA_READ", "DATA_WRITE"]);
});
