import { basename } from "node:path";
import { loadActivities } from "../../policies/load.ts";
import { compilePolicy, emittedStages } from "../audit-policy/index.ts";
import { requestText } from "../evaluate/explain.ts";
import { LEVELS, type Level } from "../model/audit.ts";
import type { Activity, Probe } from "../model/trail.ts";
import { matrixText, type Answer, type MatrixRow } from "./matrix-text.ts";
import {
  chooseFile,
  chooseProfile,
  everyProfile,
  kubernetesFlag,
  versionOption,
  type ChosenPolicy,
} from "./policy-choice.ts";
import { tellWarnings } from "./policy-file.ts";
import { lineWidth, writeOut } from "./policy-output.ts";
import { listFlag, type Flags } from "./scan-run.ts";

/** The level of every activity of the catalogue under several policies. */
export async function showMatrix(flags: Flags): Promise<number> {
  const kubernetes = kubernetesFlag(flags);
  const named = [
    ...(listFlag(flags, "profile") ?? []).map(chooseProfile),
    ...(listFlag(flags, "file") ?? []).map((file) => chooseFile(file, kubernetes)),
  ];
  const policies = named.length > 0 ? named : everyProfile();
  for (const { name, warnings } of policies) tellWarnings(name, warnings);
  const columns = policies.map((policy) => columnOf(policy, kubernetes));
  const rows = loadActivities().map((activity) => rowOf(activity, columns));
  const names = policies.map(({ name }) => name);
  const headers = names.map((name) => basename(name));
  writeOut(flags, { policies: names, activities: rows }, () =>
    matrixText(headers, rows, { width: lineWidth(), everyRequest: flags["everyRequest"] === true }),
  );
  return 0;
}

type Column = (activity: Activity, probe: Probe) => Answer | null;

function columnOf(chosen: ChosenPolicy, kubernetes: string | undefined): Column {
  const { decide } = compilePolicy(chosen.policy, versionOption(kubernetes));
  return (activity, probe) => {
    if (chosen.provider !== undefined && activity.providers?.includes(chosen.provider) === false) return null;
    const decision = decide(probe.request);
    const disputed = chosen.disputedLevel(decision.rule);
    const stages = emittedStages({ request: probe.request, unauthenticated: probe.responseCode === 401 }, decision);
    const level = stages.length > 0 ? decision.level : "None";
    return { level, rule: decision.rule, ...(disputed === undefined ? {} : { disputed }) };
  };
}

function rowOf(activity: Activity, columns: readonly Column[]): MatrixRow {
  const { id, title, priority, minLevel, maxSafeLevel, probes } = activity;
  const requests = probes.map((probe) => ({
    request: requestText(probe),
    caller: probe.request.user ?? null,
    answers: columns.map((answer) => answer(activity, probe)),
  }));
  const levels = columns.map((_, index) => leastOf(requests.map(({ answers }) => answers[index] ?? null)));
  return { id, title, priority, minLevel, ...(maxSafeLevel === undefined ? {} : { maxSafeLevel }), levels, requests };
}

function leastOf(answers: readonly (Answer | null)[]): Level | null {
  const levels = answers.flatMap((answer) => (answer === null ? [] : [answer.level]));
  return LEVELS.find((least) => levels.includes(least)) ?? null;
}
