import { closestTo, WordsProblem } from "./words-problem.ts";

/** What options say about a request. Options that change nothing in the audit log are accepted and forgotten. */
export interface Options {
  readonly words: readonly string[];
  readonly namespace: string | undefined;
  readonly isAllNamespaces: boolean;
  readonly impersonatedUser: string | undefined;
  readonly user: string | undefined;
  readonly groups: readonly string[];
  readonly subresource: string | undefined;
  readonly fieldSelector: string | undefined;
  readonly rawPath: string | undefined;
  readonly flags: ReadonlySet<string>;
}

const EXAMPLE = "get secrets/db -n payments";

const SHORT: ReadonlyMap<string, string> = new Map([
  ["n", "namespace"],
  ["A", "all-namespaces"],
  ["w", "watch"],
  ["l", "selector"],
  ["o", "output"],
  ["c", "container"],
  ["f", "filename"],
  ["i", "stdin"],
  ["t", "tty"],
  ["p", "patch"],
  ["q", "quiet"],
  ["R", "recursive"],
  ["k", "kustomize"],
  ["s", "server"],
  ["v", "v"],
]);

const WITH_VALUE = new Set(
  (
    "namespace as as-group as-uid user group selector field-selector subresource raw output container filename patch type kustomize " +
    "server image tail since since-time context kubeconfig cluster token grace-period timeout replicas address limit chunk-size " +
    "sort-by from-literal from-file from-env-file serviceaccount clusterrole role verb resource resource-name duration audience " +
    "for restart port target profile field-manager max limit-bytes env overrides v revision to-revision"
  ).split(" "),
);

const WITHOUT_VALUE = new Set(
  (
    "all-namespaces watch watch-only stdin tty all force now dry-run previous follow prefix show-labels no-headers ignore-not-found " +
    "list server-side recursive quiet attach wait rm timestamps all-containers overwrite record cascade ignore-daemonsets " +
    "delete-emptydir-data disable-eviction force-conflicts share-processes show-managed-fields"
  ).split(" "),
);

/** Splits a line into words and options, as a shell and kubectl would. Nothing after `--` counts. */
export function readOptions(text: string): Options {
  const words: string[] = [];
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  const queue = splitWords(text);
  while (queue.length > 0) {
    const word = queue.shift() ?? "";
    if (word === "--") break;
    if (!word.startsWith("-") || word === "-") {
      words.push(word);
      continue;
    }
    for (const { name, value } of readOption(word, queue, words[0] ?? "")) {
      if (value === undefined) flags.add(name);
      else values.set(name, [...(values.get(name) ?? []), value]);
    }
  }
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  return {
    words,
    namespace: last("namespace"),
    isAllNamespaces: flags.has("all-namespaces"),
    impersonatedUser: last("as"),
    user: last("user"),
    groups: values.get("group") ?? [],
    subresource: last("subresource"),
    fieldSelector: last("field-selector"),
    rawPath: last("raw"),
    flags: new Set([...flags, ...values.keys()]),
  };
}

interface Option {
  readonly name: string;
  readonly value: string | undefined;
}

function readOption(word: string, queue: string[], command: string): Option[] {
  if (!word.startsWith("--")) return readShortOptions(word.slice(1), queue, command);
  const [name = "", ...rest] = word.slice(2).split("=");
  const given = rest.length > 0 ? rest.join("=") : undefined;
  if (WITHOUT_VALUE.has(name)) return given === "false" ? [] : [{ name, value: undefined }];
  if (!WITH_VALUE.has(name)) throw unknownOption(`--${name}`);
  return [{ name, value: given ?? takeValue(word, queue) }];
}

function readShortOptions(letters: string, queue: string[], command: string): Option[] {
  const options: Option[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? "";
    const name = letter === "f" && command.startsWith("log") ? "follow" : SHORT.get(letter);
    if (name === undefined) throw unknownOption(`-${letter}`);
    if (WITHOUT_VALUE.has(name)) {
      options.push({ name, value: undefined });
      continue;
    }
    const attached = letters.slice(at + 1).replace(/^=/, "");
    return [...options, { name, value: attached === "" ? takeValue(`-${letter}`, queue) : attached }];
  }
  return options;
}

function takeValue(option: string, queue: string[]): string {
  const value = queue.shift();
  if (value === undefined) throw new WordsProblem(`${option} needs a value.`, EXAMPLE);
  return value;
}

function unknownOption(option: string): WordsProblem {
  const known = [...WITH_VALUE, ...WITHOUT_VALUE].map((name) => `--${name}`);
  const closest = closestTo(option, known);
  const hint =
    closest === undefined
      ? "What counts are -n, -A, -w, --as, --user, --group, --subresource."
      : `Did you mean ${closest}?`;
  return new WordsProblem(`The option ${option} is not known. ${hint}`, EXAMPLE);
}

function splitWords(text: string): string[] {
  const words: string[] = [];
  for (const match of text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*'|["'])+/g)) {
    words.push(
      match[0].replaceAll(
        /"([^"]*)"|'([^']*)'/g,
        (_, double: string | undefined, single: string | undefined) => double ?? single ?? "",
      ),
    );
  }
  return words;
}
