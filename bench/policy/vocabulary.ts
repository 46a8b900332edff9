/** What requests and policies of a real cluster are about, for both generators. */

export const API_GROUPS: readonly (readonly [group: string, resources: readonly string[]])[] = [
  [
    "",
    [
      "pods",
      "pods/log",
      "pods/exec",
      "pods/status",
      "secrets",
      "configmaps",
      "services",
      "endpoints",
      "nodes",
      "nodes/status",
      "nodes/proxy",
      "namespaces",
      "serviceaccounts",
      "serviceaccounts/token",
      "persistentvolumeclaims",
      "events",
    ],
  ],
  ["apps", ["deployments", "deployments/scale", "statefulsets", "daemonsets", "replicasets"]],
  ["batch", ["jobs", "cronjobs", "jobs/status"]],
  ["rbac.authorization.k8s.io", ["roles", "rolebindings", "clusterroles", "clusterrolebindings"]],
  ["networking.k8s.io", ["ingresses", "networkpolicies", "ingressclasses"]],
  ["certificates.k8s.io", ["certificatesigningrequests", "certificatesigningrequests/approval"]],
  ["admissionregistration.k8s.io", ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"]],
  ["authentication.k8s.io", ["tokenreviews"]],
  ["authorization.k8s.io", ["subjectaccessreviews", "selfsubjectaccessreviews"]],
  ["coordination.k8s.io", ["leases"]],
  ["discovery.k8s.io", ["endpointslices"]],
  ["storage.k8s.io", ["storageclasses", "volumeattachments", "csinodes"]],
  ["metrics.k8s.io", ["pods", "nodes"]],
  ["apiextensions.k8s.io", ["customresourcedefinitions"]],
  ["cert-manager.io", ["certificates", "issuers", "certificates/status"]],
  ["monitoring.coreos.com", ["servicemonitors", "prometheusrules"]],
];

export const VERBS = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

export const NAMESPACES = [
  "kube-system",
  "kube-node-lease",
  "default",
  "payments",
  "shop",
  "shop-staging",
  "monitoring",
  "ingress-nginx",
  "cert-manager",
  "argocd",
  "team-a",
  "team-b",
];

export const NAMES = ["", "web", "db", "api-7d9c5bd5f6-x2x7k", "aws-auth", "coredns", "tls", "kube-proxy"];

export const USERS = [
  "system:kube-scheduler",
  "system:kube-controller-manager",
  "system:cloud-controller-manager",
  "system:kube-proxy",
  "system:apiserver",
  "system:anonymous",
  "kubelet",
  "cluster-autoscaler",
  "aksService",
  "kubernetes-admin",
  "alice@example.com",
  "bob@example.com",
  "system:node:ip-10-0-1-17.eu-west-1.compute.internal",
  "system:node:ip-10-0-2-33.eu-west-1.compute.internal",
  "system:serviceaccount:kube-system:endpoint-controller",
  "system:serviceaccount:kube-system:namespace-controller",
  "system:serviceaccount:kube-system:generic-garbage-collector",
  "system:serviceaccount:argocd:argocd-application-controller",
  "system:serviceaccount:payments:web",
  "system:serviceaccount:monitoring:prometheus",
];

export const PATHS = [
  "/healthz",
  "/healthz/etcd",
  "/readyz",
  "/livez?verbose",
  "/version",
  "/metrics",
  "/openapi/v2",
  "/openapi/v3",
  "/api",
  "/api/v1",
  "/apis",
  "/apis/apps/v1",
  "/logs/kube-apiserver.log",
  "/debug/pprof/profile",
];

/** The groups that Kubernetes, or a cloud, gives a user. */
export function groupsOf(user: string): readonly string[] {
  const [kind, second, third] = user.split(":");
  if (user === "system:anonymous") return ["system:unauthenticated"];
  if (kind !== "system") return ["developers", "system:authenticated"];
  if (second === "node") return ["system:nodes", "system:authenticated"];
  if (second !== "serviceaccount") return ["system:authenticated"];
  return ["system:serviceaccounts", `system:serviceaccounts:${third ?? ""}`, "system:authenticated"];
}
