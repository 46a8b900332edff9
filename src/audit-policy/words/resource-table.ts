/** A kind that Kubernetes itself serves, by its name in URLs. */
export interface ResourceInfo {
  readonly resource: string;
  readonly apiGroup: string;
  readonly apiVersion: string;
  readonly isNamespaced: boolean;
  readonly subresources: readonly string[];
}

/**
 * Built-in kinds of Kubernetes 1.37 and the metrics API: resource, other names, scope, subresources; under their group and version.
 * Sources: `kubectl api-resources` of the groups in k8s.io/api v0.37.2 (2026-11).
 */
const TABLE: readonly (readonly [group: string, version: string, rows: readonly string[]])[] = [
  [
    "",
    "v1",
    [
      "bindings||namespaced",
      "componentstatuses|cs|cluster",
      "configmaps|cm|namespaced",
      "endpoints|ep endpoint|namespaced",
      "events|ev|namespaced",
      "limitranges|limits|namespaced",
      "namespaces|ns|cluster|finalize status",
      "nodes|no|cluster|proxy status",
      "persistentvolumeclaims|pvc|namespaced|status",
      "persistentvolumes|pv|cluster|status",
      "pods|po|namespaced|attach binding ephemeralcontainers eviction exec log portforward proxy resize status",
      "podtemplates||namespaced",
      "replicationcontrollers|rc|namespaced|scale status",
      "resourcequotas|quota|namespaced|status",
      "secrets||namespaced",
      "serviceaccounts|sa|namespaced|token",
      "services|svc|namespaced|proxy status",
    ],
  ],
  [
    "apps",
    "v1",
    [
      "controllerrevisions||namespaced",
      "daemonsets|ds|namespaced|status",
      "deployments|deploy|namespaced|scale status",
      "replicasets|rs|namespaced|scale status",
      "statefulsets|sts|namespaced|scale status",
    ],
  ],
  ["batch", "v1", ["cronjobs|cj|namespaced|status", "jobs||namespaced|status"]],
  ["autoscaling", "v2", ["horizontalpodautoscalers|hpa|namespaced|status"]],
  ["policy", "v1", ["poddisruptionbudgets|pdb|namespaced|status"]],
  [
    "networking.k8s.io",
    "v1",
    [
      "ingressclasses||cluster",
      "ingresses|ing|namespaced|status",
      "ipaddresses|ip|cluster",
      "networkpolicies|netpol|namespaced",
      "servicecidrs||cluster|status",
    ],
  ],
  [
    "rbac.authorization.k8s.io",
    "v1",
    ["clusterrolebindings||cluster", "clusterroles||cluster", "rolebindings||namespaced", "roles||namespaced"],
  ],
  [
    "storage.k8s.io",
    "v1",
    [
      "csidrivers||cluster",
      "csinodes||cluster",
      "csistoragecapacities||namespaced",
      "storageclasses|sc|cluster",
      "volumeattachments||cluster|status",
      "volumeattributesclasses|vac|cluster",
    ],
  ],
  [
    "admissionregistration.k8s.io",
    "v1",
    [
      "mutatingadmissionpolicies||cluster",
      "mutatingadmissionpolicybindings||cluster",
      "mutatingwebhookconfigurations||cluster",
      "validatingadmissionpolicies||cluster|status",
      "validatingadmissionpolicybindings||cluster",
      "validatingwebhookconfigurations||cluster",
    ],
  ],
  ["apiextensions.k8s.io", "v1", ["customresourcedefinitions|crd crds|cluster|status"]],
  ["apiregistration.k8s.io", "v1", ["apiservices||cluster|status"]],
  ["authentication.k8s.io", "v1", ["selfsubjectreviews||cluster", "tokenreviews||cluster"]],
  [
    "authorization.k8s.io",
    "v1",
    [
      "localsubjectaccessreviews||namespaced",
      "selfsubjectaccessreviews||cluster",
      "selfsubjectrulesreviews||cluster",
      "subjectaccessreviews||cluster",
    ],
  ],
  ["certificates.k8s.io", "v1", ["certificatesigningrequests|csr|cluster|approval status"]],
  ["coordination.k8s.io", "v1", ["leases||namespaced"]],
  ["discovery.k8s.io", "v1", ["endpointslices||namespaced"]],
  ["events.k8s.io", "v1", ["events||namespaced"]],
  [
    "flowcontrol.apiserver.k8s.io",
    "v1",
    ["flowschemas||cluster|status", "prioritylevelconfigurations||cluster|status"],
  ],
  ["node.k8s.io", "v1", ["runtimeclasses||cluster"]],
  [
    "resource.k8s.io",
    "v1",
    [
      "deviceclasses||cluster",
      "resourceclaims||namespaced|status",
      "resourceclaimtemplates||namespaced",
      "resourceslices||cluster",
    ],
  ],
  ["scheduling.k8s.io", "v1", ["priorityclasses|pc|cluster"]],
  ["metrics.k8s.io", "v1beta1", ["nodes||cluster", "pods||namespaced"]],
];

/** Words that name a kind, in the order in which kubectl prefers them: the core group first. */
export const RESOURCES: readonly { readonly info: ResourceInfo; readonly aliases: readonly string[] }[] = TABLE.flatMap(
  ([apiGroup, apiVersion, rows]) =>
    rows.map((row) => {
      const [resource = "", others = "", scope = "", subresources = ""] = row.split("|");
      const info = {
        resource,
        apiGroup,
        apiVersion,
        isNamespaced: scope === "namespaced",
        subresources: listOf(subresources),
      };
      return { info, aliases: [singularOf(resource), ...listOf(others)] };
    }),
);

/** The row of a resource in its group, named exactly. */
export function findResource(resource: string, apiGroup: string): ResourceInfo | undefined {
  return RESOURCES.find(({ info }) => info.resource === resource && info.apiGroup === apiGroup)?.info;
}

function listOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(" ");
}

function singularOf(plural: string): string {
  if (plural.endsWith("ies")) return `${plural.slice(0, -3)}y`;
  return plural.replace(/(?<=ss|statu)es$|s$/, "");
}
