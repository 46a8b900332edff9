import type { ActivityInfo, ControlInfo } from "../../../src/model/report.ts";
import type { Severity } from "../../../src/model/result.ts";

/** A catalogue of the usual shape, apart from the published one so that goldens do not move with it. */

interface FakeControl extends ControlInfo {
  readonly severity: Severity;
}

export const CONTROLS: readonly FakeControl[] = [
  control("AUD-ATTRIBUTION", "medium", "Each record can be tied to one credential and one principal"),
  control("AUD-AUTHN", "medium", "The mapping from cloud identity to Kubernetes identity is recorded"),
  control("AUD-CHANGES", "high", "Changes to workloads and cluster objects are recorded with enough content"),
  control("AUD-CREDENTIALS", "high", "Issuing and borrowing of credentials is recorded"),
  control("AUD-DENIED", "medium", "Denied, failed and anonymous requests are recorded"),
  control("AUD-ENABLED", "critical", "The Kubernetes API audit stream is exported"),
  control("AUD-INTERACTIVE", "high", "Interactive and tunnelled access is recorded"),
  control("AUD-NO-EXEMPTION", "high", "Nothing is exempted, excluded, sampled or transformed away"),
  control("AUD-READS", "high", "Reads are recorded"),
  control("AUD-SECRETS", "high", "Access to Secrets is recorded, and values are not"),
  control("LOG-CENTRAL", "high", "A copy is held in another administrative domain"),
  control("LOG-DELIVERED", "critical", "Every audit stream that is on has an existing, writable destination"),
  control("LOG-IMMUTABLE", "high", "Records cannot be altered or deleted before their time"),
  control("LOG-RETENTION", "high", "The trail is kept at least as long as the requirement asks"),
];

function control(id: string, severity: Severity, title: string): FakeControl {
  return { id, title, severity };
}

export const ACTIVITIES: readonly ActivityInfo[] = [
  activity("IA-AUTHN-FAILED", "must", "AUD-DENIED", "Login refused (401)"),
  activity("EX-EXEC-POST", "must", "AUD-INTERACTIVE", "Command in a container by exec, SPDY (POST)"),
  activity("EX-EXEC-GET", "must", "AUD-INTERACTIVE", "Command in a container by exec, WebSocket (GET)"),
  activity("EX-ATTACH", "must", "AUD-INTERACTIVE", "Attachment to a container's main process (attach)"),
  activity("EX-POD-CREATE", "must", "AUD-CHANGES", "Pod made by hand"),
  activity("EX-CRONJOB", "must", "AUD-CHANGES", "Job or CronJob set up or edited"),
  activity("PS-CRD", "should", "AUD-CHANGES", "Resource definition or custom resource changed"),
  activity("PS-TOKENREQUEST", "must", "AUD-CREDENTIALS", "Token for a service account issued (TokenRequest)"),
  activity("PE-ROLEBINDING", "must", "AUD-CHANGES", "RoleBinding made or edited"),
  activity("DE-EVENTS-DELETE", "should", "AUD-CHANGES", "Event objects wiped"),
  activity("CA-SECRET-GET", "must", "AUD-SECRETS", "One Secret fetched"),
  activity("CA-SECRET-LIST", "must", "AUD-SECRETS", "Secrets fetched in bulk"),
  activity("CA-SECRET-WATCH", "must", "AUD-SECRETS", "Secrets followed by a watch"),
  activity("CA-CONFIGMAP-READ", "should", "AUD-READS", "ConfigMaps fetched"),
  activity("DI-API-DISCOVERY", "could", "AUD-READS", "API groups and schemas read"),
  activity("DI-INVENTORY", "must", "AUD-READS", "Pods, nodes, services and deployments listed"),
  activity("DI-FORBIDDEN", "must", "AUD-DENIED", "Request not allowed (403)"),
  activity("LM-PORTFORWARD", "must", "AUD-INTERACTIVE", "Port of a pod forwarded (port-forward)"),
  activity("CO-POD-LOGS", "must", "AUD-READS", "Container output read"),
  activity("IM-NAMESPACE-DELETE", "must", "AUD-CHANGES", "Namespace removed"),
];

function activity(id: string, priority: ActivityInfo["priority"], control: string, title: string): ActivityInfo {
  return { id, title, priority, control };
}
