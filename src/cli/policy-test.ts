import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { compilePolicy, parseRequestWords, type Policy } from "../audit-policy/index.ts";
import { policyOf } from "../../policies/profile.ts";
import { requestText } from "../evaluate/explain.ts";
import type { AuditRequest, Decision } from "../model/audit.ts";
import { terminalText } from "../report/escape.ts";
import { UsageError } from "./errors.ts";
import { bufferedSink } from "./sink.ts";
import { kubernetesFlag, versionOption } from "./policy-choice.ts";
import { readPolicyFile } from "./policy-file.ts";
import { loadProfileFile } from "./policy-run.ts";
import { textFlag, type Flags } from "./scan-run.ts";

const USAGE = 2;

export async function testPolicy(words: string, flags: Flags): Promise<number> {
  const kubernetes = kubernetesFlag(flags);
  const policy = wantedPolicy(flags, kubernetes);
  const { decide } = compilePolicy(policy, versionOption(kubernetes));
  const requests = textFlag(flags, "requests");
  if (requests !== undefined && words !== "") throw new UsageError("give a request in words or --requests, not both");
  if (requests !== undefined) return testLines(requests, decide);
  return testWords(words, decide, flags["format"] === "json");
}

function wantedPolicy(flags: Flags, kubernetes: string | undefined): Policy {
  const file = textFlag(flags, "file");
  const profile = textFlag(flags, "profile");
  if ((file === undefined) === (profile === undefined)) {
    throw new UsageError("name one policy: --profile eks, or --file policy.yaml");
  }
  return file === undefined ? policyOf(loadProfileFile(profile ?? "")) : readPolicyFile(file, kubernetes);
}

function testWords(words: string, decide: (request: AuditRequest) => Decision, json: boolean): number {
  const parsed = parseRequestWords(words);
  if (!parsed.ok) throw new UsageError(parsed.message);
  const sink = bufferedSink(1);
  for (const request of parsed.requests) {
    const decision = decide(request);
    const text = terminalText(`${requestText({ request, caller: "human" })}: ${decisionText(decision)}`);
    sink.write(`${json ? JSON.stringify({ request, ...decision }) : text}\n`);
  }
  sink.flush();
  return 0;
}

function decisionText({ level, rule, omitStages }: Decision): string {
  const by = rule === 0 ? "no rule matches" : `rule ${rule}`;
  return `${level} (${by}${omitStages.length > 0 ? `, without ${omitStages.join(", ")}` : ""})`;
}

const text = z.string();
const requestLine = z.object({
  user: text.nullish(),
  groups: z
    .array(text)
    .nullish()
    .transform((groups) => groups ?? []),
  verb: text.default(""),
  apiGroup: text.default(""),
  apiVersion: text.default(""),
  resource: text.default(""),
  subresource: text.default(""),
  namespace: text.default(""),
  name: text.default(""),
  resourceRequest: z.boolean(),
  path: text.default(""),
});

async function testLines(file: string, decide: (request: AuditRequest) => Decision): Promise<number> {
  const sink = bufferedSink(1);
  let code = 0;
  const input = file === "-" ? process.stdin : createReadStream(file);
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const answer = answerTo(line, decide);
      if ("error" in answer) code = USAGE;
      sink.write(`${JSON.stringify(answer)}\n`);
    }
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UsageError(`${file}: cannot be read (${reason})`);
  }
  sink.flush();
  return code;
}

function answerTo(line: string, decide: (request: AuditRequest) => Decision): Decision | { error: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { error: "this line is not JSON" };
  }
  const parsed = requestLine.safeParse(value);
  if (parsed.success) {
    const { user, ...rest } = parsed.data;
    return decide({ ...rest, user: user ?? null });
  }
  const issue = parsed.error.issues[0];
  return { error: `${issue?.path.join(".") || "request"}: ${issue?.message ?? "unreadable"}` };
}
