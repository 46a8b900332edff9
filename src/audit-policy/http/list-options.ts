import { requiredFieldValue } from "./field-selector.ts";
import { isLabelSelector, parseInt64 } from "./label-selector.ts";

type Query = ReadonlyMap<string, readonly string[]>;

/**
 * Whether a read without a name is a watch, and the name its field selector asks for. The name is lost when any option does not parse;
 * `watch` is not. Source: k8s.io/apiserver, pkg/endpoints/request/requestinfo.go, v0.37.2 (2026-11).
 */
export function readListOptions(query: Query): { isWatch: boolean; name: string } {
  const isWatch = isTrue(query.get("watch")?.[0]);
  const { isValid, value = "" } = requiredFieldValue(query.get("fieldSelector")?.[0] ?? "", "metadata.name");
  const areNumbers = isInteger(query, "limit") && isInteger(query, "timeoutSeconds");
  if (!isValid || !areNumbers || !isLabelSelector(query.get("labelSelector")?.[0] ?? "")) return { isWatch, name: "" };
  return { isWatch, name: isPathSegment(value) ? value : "" };
}

/** Everything but `0` and `false` is yes: `watch`, `watch=` and `watch=no` too. */
function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== "0" && value.toLowerCase() !== "false";
}

function isInteger(query: Query, parameter: string): boolean {
  const [value] = query.get(parameter) ?? [];
  return value === undefined || parseInt64(value) !== undefined;
}

function isPathSegment(name: string): boolean {
  return name !== "." && name !== ".." && !/[/%]/.test(name);
}
