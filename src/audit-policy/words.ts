import type { AuditRequest } from "../model/audit.ts";
import { requiredFieldValue } from "./http/field-selector.ts";
import { requestFromHttp } from "./request-from-http.ts";
import { commandNames, findCommand, literalCommand, type Call } from "./words/commands.ts";
import { readOptions, type Options } from "./words/options.ts";
import { closestTo, WordsProblem } from "./words/words-problem.ts";

/** Who sends the requests. */
export interface Caller {
  /** Null: nobody, as after a failed authentication. */
  readonly user: string | null;
  readonly groups: readonly string[];
}

export interface WordsOptions {
  /** Used when the words name nobody with `--user` and `--group`; {@link DEFAULT_CALLER} if absent. */
  readonly caller?: Caller;
}

export type WordsResult =
  | {
      readonly ok: true;
      readonly requests: readonly AuditRequest[];
      /** From `--as`. It is recorded in the event, but no rule sees it: rules are matched against the real caller. */
      readonly impersonatedUser?: string;
    }
  | {
      readonly ok: false;
      /** What is wrong, followed by a line that would be right. */
      readonly message: string;
      readonly example: string;
    };

/** An ordinary authenticated person, the same as in the catalogue of activities. */
export const DEFAULT_CALLER: Caller = { user: "alice@example.com", groups: ["system:authenticated"] };

const EXAMPLE = "get secrets/db -n payments";

/**
 * Understands a request written as a kubectl command (`get secrets/db -n payments`, `exec pod/web`), as an audited verb and what it is
 * about (`create pods/exec`, `deletecollection configmaps -n kube-system`), or as HTTP (`GET /healthz`). One command can be several
 * requests. Without a name `get` means list, as in kubectl; without `-n` a request is in namespace `default`, with `-A` in none.
 */
export function parseRequestWords(text: string, options: WordsOptions = {}): WordsResult {
  try {
    const given = readOptions(text.trim().replace(/^kubectl\s+/, ""));
    const caller = callerOf(given, options.caller ?? DEFAULT_CALLER);
    const requests = requestsOf(given).map((request) => ({ ...caller, ...request }));
    return {
      ok: true,
      requests,
      ...(given.impersonatedUser !== undefined && { impersonatedUser: given.impersonatedUser }),
    };
  } catch (error) {
    if (!(error instanceof WordsProblem)) throw error;
    return { ok: false, message: `${error.message} For example: ${error.example}`, example: error.example };
  }
}

function callerOf(given: Options, fallback: Caller): Caller {
  if (given.user === undefined && given.groups.length === 0) return fallback;
  const user = given.user ?? fallback.user;
  return { user, groups: given.groups.length > 0 ? given.groups : groupsOf(user) };
}

/** The groups that Kubernetes itself gives such a user. */
function groupsOf(user: string | null): readonly string[] {
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(user ?? "") ?? [];
  if (namespace !== undefined)
    return ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
  if (user?.startsWith("system:node:") === true) return ["system:nodes", "system:authenticated"];
  return user === "system:anonymous" ? ["system:unauthenticated"] : ["system:authenticated"];
}

function requestsOf(options: Options): AuditRequest[] {
  const [first, ...rest] = options.words;
  if (first === undefined) throw new WordsProblem("A request is missing.", EXAMPLE);
  if (options.rawPath !== undefined) return [httpRequest(first, options.rawPath)];
  if (rest[0]?.startsWith("/") === true) return [httpRequest(first, rest[0])];
  if (first.startsWith("/")) return [httpRequest("GET", first)];
  const calls = (findCommand(first) ?? literalCommand(verbOf(first)))(rest, options);
  return calls.map((call) => requestOf(call, options));
}

function httpRequest(method: string, path: string): AuditRequest {
  const result = requestFromHttp(method.toUpperCase(), path);
  if (result.ok) return result.request;
  throw new WordsProblem(result.error, "GET /api/v1/namespaces/payments/pods");
}

/** Rules may name any verb, but a word near a known one is more likely a slip. */
function verbOf(word: string): string {
  const known = commandNames();
  if (known.includes(word) || VERBS_WITHOUT_COMMAND.includes(word)) return word;
  const closest = closestTo(word.toLowerCase(), known);
  const hint =
    closest === undefined
      ? `Known are ${known.join(", ")}, and HTTP methods before a path.`
      : `Did you mean ${closest}?`;
  throw new WordsProblem(`"${word}" is no verb. ${hint}`, EXAMPLE);
}

/** Seen in audit logs or asked of authorizers, but no command of kubectl. */
const VERBS_WITHOUT_COMMAND = [
  "proxy",
  "bind",
  "escalate",
  "impersonate",
  "use",
  "approve",
  "sign",
  "attest",
  "head",
  "options",
];

function requestOf({ verb, target, isInAllNamespaces }: Call, options: Options): AuditRequest {
  const { info } = target;
  const selected = requiredFieldValue(options.fieldSelector ?? "", "metadata.name").value ?? "";
  const name = target.name === "" && (verb === "list" || verb === "watch") ? selected : target.name;
  const subresource = target.subresource === "" ? (options.subresource ?? "") : target.subresource;
  const request = {
    verb: verb === "list" && subresource !== "" ? "get" : verb,
    apiGroup: info.apiGroup,
    apiVersion: info.apiVersion,
    resource: info.resource,
    subresource,
    namespace: isInAllNamespaces ? "" : namespaceOf(verb, { ...target, name }, options),
    name,
    resourceRequest: true,
  };
  const path = pathOf(request);
  return path === undefined ? request : { ...request, path };
}

function namespaceOf(verb: string, target: Call["target"], options: Options): string {
  if (target.info.isNamespaced) return options.isAllNamespaces ? "" : (options.namespace ?? "default");
  // A Namespace lies in itself: /api/v1/namespaces/x has namespace x.
  return target.info.resource === "namespaces" && target.info.apiGroup === "" && verb !== "create" ? target.name : "";
}

type NamedRequest = AuditRequest &
  Readonly<Record<"apiGroup" | "apiVersion" | "resource" | "subresource" | "namespace" | "name", string>>;

/** Undefined where the URL needs a name and the words gave none. Policies do not look at it for resources. */
function pathOf(request: NamedRequest): string | undefined {
  const { verb, apiGroup, apiVersion, resource, subresource, namespace, name } = request;
  const isWithoutName =
    verb === "list" || verb === "watch" || verb === "deletecollection" || (verb === "create" && subresource === "");
  if (!isWithoutName && name === "") return undefined;
  const root = apiGroup === "" ? ["api", apiVersion] : ["apis", apiGroup, apiVersion];
  const scope = namespace === "" || (resource === "namespaces" && apiGroup === "") ? [] : ["namespaces", namespace];
  const parts = [...root, ...scope, resource, isWithoutName ? "" : name, subresource];
  return parts
    .filter((part) => part !== "")
    .map((part) => `/${encodeURIComponent(part)}`)
    .join("");
}
