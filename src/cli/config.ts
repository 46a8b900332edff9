import { existsSync, readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument, visit, type Document } from "yaml";
import type { z } from "zod";
import type { Landscape } from "../../providers/contract.ts";
import { UsageError } from "./errors.ts";
import { configSchema, type ConfigFile } from "./config-schema.ts";
import { checkedValues } from "./config-values.ts";
import { closest } from "./suggest.ts";

export const DEFAULT_FILE = "trailproof.yaml";
const MOST_BYTES = 1 << 20;

/**
 * Reads the configuration file: the one named, or `./trailproof.yaml` if it is there.
 * @throws UsageError that names file, line and remedy, with every problem of the file
 */
export function readConfig(path: string | undefined, landscapes: readonly Landscape[]): ConfigFile {
  const file = path ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
  if (file === undefined) return {};
  return parseConfig(readText(file), file, landscapes);
}

export function parseConfig(text: string, file: string, landscapes: readonly Landscape[]): ConfigFile {
  const lines = new LineCounter();
  // `core` reads days as text and knows no tags that run code; aliases are bounded against entity bombs.
  const document = parseDocument(text, { lineCounter: lines, schema: "core", uniqueKeys: true, prettyErrors: false });
  const syntax = document.errors.map((error) => `${at(file, lines, error.pos[0])}: ${firstLine(error.message)}`);
  if (syntax.length > 0) throw new UsageError(syntax.join("\n"));
  const shape = configSchema(landscapes);
  const parsed = shape.safeParse(toValue(document, file));
  if (parsed.success) {
    checkScopes(parsed.data, document, file, lines, landscapes);
    return parsed.data;
  }
  throw new UsageError(
    parsed.error.issues.flatMap((issue) => issueLines(issue, document, file, lines, shape)).join("\n"),
  );
}

function toValue(document: Document, file: string): unknown {
  // An account number may begin with a zero: scopes are names, however much they look like numbers.
  const landscape = document.get("landscape", true);
  if (isNode(landscape)) {
    visit(landscape, {
      Scalar(_, scalar) {
        if (typeof scalar.value === "number" && scalar.source !== undefined) scalar.value = scalar.source;
      },
    });
  }
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    throw new UsageError(`${file}: ${firstLine(error instanceof Error ? error.message : String(error))}`);
  }
}

/** The values that flags check too: an account of eleven digits is wrong wherever it stands. */
function checkScopes(
  config: ConfigFile,
  document: Document,
  file: string,
  lines: LineCounter,
  landscapes: readonly Landscape[],
): void {
  const faults: string[] = [];
  for (const landscape of landscapes) {
    const part = config.landscape?.[landscape.id];
    for (const { path, value, check } of landscape.options.flatMap((option) =>
      checkedValues(option, part?.[option.key]),
    )) {
      const fault = value === "" ? undefined : check(value);
      const whole = ["landscape", landscape.id, ...path];
      const named = whole.filter((step) => typeof step === "string").join(".");
      if (fault !== undefined) faults.push(`${position(whole, document, file, lines)}: ${named}: ${fault}`);
    }
  }
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
}

function issueLines(
  issue: z.core.$ZodIssue,
  document: Document,
  file: string,
  lines: LineCounter,
  shape: z.ZodType,
): string[] {
  const where = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const like = closest(key, keysAt(shape, issue.path));
      const place = position([...issue.path, key], document, file, lines, true);
      return `${place}: unknown key "${key}"${where === "" ? "" : ` in ${where}`}${like === undefined ? "" : `; did you mean "${like}"?`}`;
    });
  }
  const closer = issue.code === "invalid_union" ? closestBranch(issue) : [];
  if (closer.length > 0) {
    return closer.flatMap((inner) =>
      issueLines({ ...inner, path: [...issue.path, ...inner.path] }, document, file, lines, shape),
    );
  }
  return [`${position(issue.path, document, file, lines)}: ${where || "the file"}: ${issue.message}`];
}

/** Of the shapes that something may have, the one that was meant: it got further than its outermost type. */
function closestBranch(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] {
  const isInside = (inner: z.core.$ZodIssue): boolean => inner.path.length > 0 || inner.code === "unrecognized_keys";
  return issue.errors.find((branch) => branch.some(isInside)) ?? [];
}

/** The keys that may stand at a path of the schema. */
function keysAt(shape: z.ZodType, path: readonly PropertyKey[]): string[] {
  let node: unknown = shape;
  for (const step of path) {
    node = unwrapped(node);
    const inner = node as { shape?: Record<string, unknown>; element?: unknown };
    node = typeof step === "number" ? inner.element : inner.shape?.[String(step)];
  }
  return Object.keys((unwrapped(node) as { shape?: object } | undefined)?.shape ?? {});
}

function unwrapped(node: unknown): unknown {
  let inner = node;
  while (inner && typeof inner === "object" && "unwrap" in inner && typeof inner.unwrap === "function")
    inner = inner.unwrap();
  const options = (inner as { options?: readonly unknown[] } | undefined)?.options;
  return options?.find((option) => typeof option === "object" && option !== null && "shape" in option) ?? inner;
}

function position(
  path: readonly PropertyKey[],
  document: Document,
  file: string,
  lines: LineCounter,
  key = false,
): string {
  for (let length = path.length; length > 0; length -= 1) {
    const steps = path.slice(0, length);
    const node = key && length === path.length ? keyNode(steps, document) : document.getIn(steps, true);
    if (isNode(node) && node.range) return at(file, lines, node.range[0]);
  }
  return `${file}:1:1`;
}

function keyNode(path: readonly PropertyKey[], document: Document): unknown {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!parent || typeof parent !== "object" || !("items" in parent) || !Array.isArray(parent.items)) return undefined;
  const pairs = parent.items as { key?: unknown }[];
  return pairs.find((pair) => isNode(pair.key) && "value" in pair.key && pair.key.value === path.at(-1))?.key;
}

function at(file: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}`;
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UsageError(`${file}: cannot be read (${code}); name a file with --config FILE`);
  }
  if (bytes.length > MOST_BYTES)
    throw new UsageError(`${file}: larger than ${MOST_BYTES >> 20} MiB; this is not a configuration file`);
  return bytes.toString("utf8");
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
