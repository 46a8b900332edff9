import type { Options } from "./options.ts";
import { findResource, type ResourceInfo } from "./resource-table.ts";
import { readTargets, type Target } from "./target.ts";
import { WordsProblem } from "./words-problem.ts";

/** One API call: a verb on a target, in the namespace that the options say, or in all. */
export interface Call {
  readonly verb: string;
  readonly target: Target;
  readonly isInAllNamespaces?: true;
}

type Command = (words: readonly string[], options: Options) => Call[];
type SimpleCommand = (words: readonly string[]) => Call[];

/** What kubectl's commands ask the API server for, as of kubectl 1.37 (2026-11). Other words are taken for the audited verb itself. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["get", getOrList],
  ["describe", getOrList],
  ["create", create],
  ["apply", onEach(["get", "create", "patch"], "apply deployments/web")],
  ["edit", onEach(["get", "patch"], "edit configmaps/app")],
  ["label", onEach(["get", "patch"], "label pods/web a=b")],
  ["annotate", onEach(["get", "patch"], "annotate pods/web a=b")],
  ["replace", onEach(["get", "update"], "replace configmaps/app")],
  ["set", set],
  ["scale", scale],
  ["delete", remove],
  ["exec", connect("exec")],
  ["attach", connect("attach")],
  ["port-forward", connect("portforward")],
  ["cp", copy],
  ["logs", logs],
  ["log", logs],
  ["debug", debug],
  ["evict", onPod("create", "eviction")],
  ["run", () => [call("create", builtin("pods"))]],
  ["expose", (words) => [...onEach(["get"], "expose deployments/web")(words), call("create", builtin("services"))]],
  ["top", (words) => [call("list", builtin((words[0] ?? "").startsWith("no") ? "nodes" : "pods", "metrics.k8s.io"))]],
  ["events", () => [call("list", builtin("events"))]],
  ["cordon", onNode(["get", "patch"])],
  ["uncordon", onNode(["get", "patch"])],
  ["drain", drain],
  ["certificate", certificate],
  ["auth", auth],
]);

export function commandNames(): readonly string[] {
  return [...COMMANDS.keys(), "list", "watch", "update", "patch", "deletecollection"];
}

export function findCommand(word: string): Command | undefined {
  return COMMANDS.get(word === "portforward" ? "port-forward" : word);
}

/** Any other word: the verb as it stands in the audit log. */
export function literalCommand(verb: string): Command {
  return (words) => readTargets(words, `${verb} secrets -n payments`).map((target) => ({ verb, target }));
}

/** Without a name kubectl lists. */
function getOrList(words: readonly string[], options: Options): Call[] {
  return readTargets(words, "get secrets/db -n payments").flatMap((target) => {
    const read = call(target.name === "" && target.subresource === "" ? "list" : "get", target);
    return options.flags.has("watch") || options.flags.has("watch-only") ? [read, call("watch", target)] : [read];
  });
}

/** A new object has no name yet when the policy is asked; a subresource is created under a name. */
function create(words: readonly string[]): Call[] {
  const example = "create secrets -n payments";
  if (words[0] === "token") return onServiceAccount(words.slice(1));
  const [target] = readTargets(words.slice(0, 1), example);
  if (target === undefined) throw new WordsProblem("A kind of resource is missing.", example);
  if (target.subresource === "") return [call("create", { ...target, name: "" })];
  return [call("create", { ...target, name: target.name === "" ? (words[1] ?? "") : target.name })];
}

function onServiceAccount([name = ""]: readonly string[]): Call[] {
  return [call("create", { ...builtin("serviceaccounts"), subresource: "token", name })];
}

/** kubectl deletes object by object, also with a selector or --all. */
function remove(words: readonly string[], options: Options): Call[] {
  const targets = readTargets(words, "delete pods/web -n payments");
  const isSelection = options.flags.has("all") || options.flags.has("selector");
  return targets.flatMap((target) =>
    isSelection ? [call("list", target), call("delete", target)] : [call("delete", target)],
  );
}

function onEach(verbs: readonly string[], example: string): SimpleCommand {
  return (words) => {
    const targets = readTargets(withoutPairs(words), example);
    return targets.flatMap((target) =>
      verbs.map((verb) => call(verb, verb === "create" ? { ...target, name: "" } : target)),
    );
  };
}

/** Leaves out the `key=value` and `key-` arguments of label, annotate and set. */
function withoutPairs(words: readonly string[]): readonly string[] {
  return words.filter((word) => !word.includes("=") && !word.endsWith("-"));
}

function set([, ...words]: readonly string[]): Call[] {
  return onEach(["get", "patch"], "set image deployments/web app=nginx")(words);
}

function scale(words: readonly string[]): Call[] {
  return readTargets(words, "scale deployments/web --replicas 3").flatMap((target) => [
    call("get", target),
    call("patch", { ...target, subresource: "scale" }),
  ]);
}

/** Streams to a pod: a WebSocket is a GET, and so audited as get; SPDY is a POST, audited as create. */
function connect(subresource: string): SimpleCommand {
  return (words) => {
    const pod = podOf(words[0], `${subresource === "portforward" ? "port-forward" : subresource} pods/web`);
    return ["get", "create"].map((verb) => call(verb, { ...pod, subresource }));
  };
}

/** cp runs tar in the pod. */
function copy(words: readonly string[]): Call[] {
  const remote = words.find((word) => word.includes(":"));
  const example = "cp payments/web:/tmp/x ./x";
  if (remote === undefined)
    throw new WordsProblem("One side of a copy is in a pod: pod:path or namespace/pod:path.", example);
  const name = remote.split(":")[0]?.split("/").at(-1) ?? "";
  return ["get", "create"].map((verb) => call(verb, { ...builtin("pods"), subresource: "exec", name }));
}

function logs(words: readonly string[]): Call[] {
  return [call("get", { ...podOf(words[0], "logs pods/web"), subresource: "log" })];
}

/** An ephemeral container in a pod, or a new pod on a node; then attached to. */
function debug(words: readonly string[]): Call[] {
  const [first = ""] = words;
  const attach = connect("attach");
  if (/^(?:no|nodes?)\//i.test(first)) return [call("create", builtin("pods")), ...attach([""])];
  const pod = podOf(first, "debug pods/web");
  return [call("patch", { ...pod, subresource: "ephemeralcontainers" }), ...attach([first])];
}

function onPod(verb: string, subresource: string): SimpleCommand {
  return (words) => [call(verb, { ...podOf(words[0], "evict pods/web"), subresource })];
}

function onNode(verbs: readonly string[]): SimpleCommand {
  return ([name = ""]) => verbs.map((verb) => call(verb, { ...builtin("nodes"), name: name.split("/").at(-1) ?? "" }));
}

function drain(words: readonly string[]): Call[] {
  return [
    ...onNode(["get", "patch"])(words),
    { ...call("list", builtin("pods")), isInAllNamespaces: true },
    call("create", { ...builtin("pods"), subresource: "eviction" }),
  ];
}

function certificate([, name = ""]: readonly string[]): Call[] {
  const request = { ...builtin("certificatesigningrequests", "certificates.k8s.io"), name };
  return [call("get", request), call("update", { ...request, subresource: "approval" })];
}

function auth([what = ""]: readonly string[], options: Options): Call[] {
  if (what === "whoami") return [call("create", builtin("selfsubjectreviews", "authentication.k8s.io"))];
  if (what !== "can-i")
    throw new WordsProblem(
      `auth ${what} is not known; there are auth can-i and auth whoami.`,
      "auth can-i get secrets",
    );
  const resource = options.flags.has("list") ? "selfsubjectrulesreviews" : "selfsubjectaccessreviews";
  return [call("create", builtin(resource, "authorization.k8s.io"))];
}

/** `web`, `pod/web`, or the pod that kubectl would pick from a workload such as `deploy/web`. */
function podOf(word: string | undefined, example: string): Target {
  if (word === undefined) throw new WordsProblem("The pod is missing.", example);
  if (!word.includes("/")) return { ...builtin("pods"), name: word };
  const [target] = readTargets([word], example);
  return { ...builtin("pods"), name: target?.info.resource === "pods" ? target.name || target.subresource : "" };
}

function builtin(resource: string, apiGroup = ""): Target {
  const info: ResourceInfo | undefined = findResource(resource, apiGroup);
  if (info === undefined) throw new Error(`The table of resources lacks ${resource} of group "${apiGroup}".`);
  return { info, subresource: "", name: "" };
}

function call(verb: string, target: Target): Call {
  return { verb, target };
}
