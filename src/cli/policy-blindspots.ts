import { blindspots, describeClass, type Blindspots, type RequestClass } from "../audit-policy/index.ts";
import { loadActivities } from "../../policies/load.ts";
import type { Activity, Probe } from "../model/trail.ts";
import { countOf } from "../report/words.ts";
import { UsageError } from "./errors.ts";
import {
  analysed,
  chooseFile,
  choosePolicy,
  kubernetesFlag,
  versionOption,
  type ChosenPolicy,
} from "./policy-choice.ts";
import { classesOfWords } from "./policy-class.ts";
import { tellWarnings } from "./policy-file.ts";
import { lineWidth, requestBy, ruleText, writeOut } from "./policy-output.ts";
import { textFlag, type Flags } from "./scan-run.ts";
import { wrapped } from "./wrapped.ts";

type Find = (requests: RequestClass) => Blindspots;

/** What a policy can leave unseen; or, for a request in words, every level that it can get. */
export async function findBlindspots(args: readonly string[], flags: Flags): Promise<number> {
  const kubernetes = kubernetesFlag(flags);
  const { chosen, words } = choose(args, textFlag(flags, "file"), kubernetes);
  tellWarnings(chosen.name, chosen.warnings);
  const find: Find = (requests) =>
    analysed(chosen.name, () => blindspots(chosen.policy, requests, versionOption(kubernetes)));
  if (words === "") tellUnseen(chosen, find, flags);
  else tellLevels(chosen, words, find, flags);
  return 0;
}

function choose(
  args: readonly string[],
  file: string | undefined,
  kubernetes: string | undefined,
): { chosen: ChosenPolicy; words: string } {
  if (file !== undefined) return { chosen: chooseFile(file, kubernetes), words: args.join(" ") };
  const [name, ...words] = args;
  if (name === undefined) throw new UsageError("name a policy: a profile such as eks, or --file policy.yaml");
  return { chosen: choosePolicy(name, kubernetes), words: words.join(" ") };
}

function tellUnseen(chosen: ChosenPolicy, find: Find, flags: Flags): void {
  const found = find({});
  const hidden = hiddenActivities(chosen, find);
  const parts = found.parts.map((part) => ({
    ...part,
    activities: part.level === "None" ? idsOf(hidden, part.rule) : [],
  }));
  const json = { policy: chosen.name, levels: found.levels, parts };
  writeOut(flags, json, () => unseenText(chosen.name, found, hidden, lineWidth()));
}

/** Activities of the catalogue of which something goes unseen, by the rule that leaves it out. */
function hiddenActivities({ provider }: ChosenPolicy, find: Find): ReadonlyMap<number, readonly Activity[]> {
  const hidden = new Map<number, Activity[]>();
  for (const activity of loadActivities()) {
    if (provider !== undefined && activity.providers?.includes(provider) === false) continue;
    const parts = activity.probes.flatMap((probe) => find(likeIt(probe)).parts);
    const rules = new Set(parts.filter((part) => part.level === "None").map((part) => part.rule));
    for (const rule of rules) hidden.set(rule, [...(hidden.get(rule) ?? []), activity]);
  }
  return hidden;
}

/** The same request anywhere, for any object, by anybody; unless it is about a caller of a certain kind. */
function likeIt({ request, caller }: Probe): RequestClass {
  const { user = null, groups = [], verb, apiGroup = "", resource = "", subresource = "", path = "" } = request;
  const who = caller === "human" || caller === "workload" ? {} : { user, groups };
  if (!request.resourceRequest) return { ...who, verb, path, resourceRequest: false };
  return { ...who, verb, apiGroup, resource, subresource, resourceRequest: true };
}

function idsOf(hidden: ReadonlyMap<number, readonly Activity[]>, rule: number): string[] {
  return (hidden.get(rule) ?? []).map((activity) => activity.id);
}

function unseenText(
  name: string,
  { parts }: Blindspots,
  hidden: ReadonlyMap<number, readonly Activity[]>,
  columns: number,
): string[] {
  const unseen = parts.filter((part) => part.level === "None");
  if (unseen.length === 0) return wrapped("", `${name} leaves nothing unseen.`, columns);
  const lead = `${name} leaves ${countOf(unseen.length, "kind of request", "kinds of requests")} unseen and records all others. Earlier rules come first.`;
  return [
    ...wrapped("", lead, columns),
    ...unseen.flatMap((part) => [
      "",
      ...wrapped(`${ruleText(part.rule).padEnd(8)} `, part.rule === 0 ? "everything else" : part.text, columns),
      ...wrapped(`${INDENT}e.g. `, requestBy(part.example), columns),
      ...activityLines(hidden.get(part.rule) ?? [], columns),
    ]),
  ];
}

const INDENT = " ".repeat(9);
const MOST_ACTIVITIES = 10;

/** The activities that matter most come first. */
function activityLines(activities: readonly Activity[], columns: number): string[] {
  if (activities.length === 0) return [];
  const ordered = PRIORITIES.flatMap((priority) => activities.filter((activity) => activity.priority === priority));
  const named = ordered.slice(0, MOST_ACTIVITIES).map(({ title, id }) => `${title} [${id}]`);
  const more = ordered.length > named.length ? [`and ${ordered.length - named.length} more`] : [];
  return wrapped(`${INDENT}may hide `, `${[...named, ...more].join("; ")}.`, columns);
}

const PRIORITIES = ["must", "should", "could"] as const;

function tellLevels(chosen: ChosenPolicy, words: string, find: Find, flags: Flags): void {
  const answers = classesOfWords(words).map((requests) => ({ requests, ...find(requests) }));
  writeOut(flags, { policy: chosen.name, words, answers }, () =>
    answers.flatMap((one) => levelsText(one, lineWidth())),
  );
}

function levelsText({ requests, parts }: Blindspots & { requests: RequestClass }, columns: number): string[] {
  return [
    ...wrapped("", `${describeClass(requests)}:`, columns),
    ...parts.flatMap(({ level, rule, text }, index) => {
      const whose = index < parts.length - 1 ? text : parts.length === 1 ? "always" : "in all other cases";
      return wrapped(`  ${level.padEnd(16)} ${ruleText(rule).padEnd(8)} `, whose, columns);
    }),
  ];
}
