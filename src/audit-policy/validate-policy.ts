import { LEVELS, STAGES } from "../model/audit.ts";
import type { FaultType, Problem } from "./problem.ts";
import { fieldOf, itemsOf, positionOfCell, textOf, textsOf, type Cell } from "./reading/cell.ts";
import type { Position } from "./yaml/problem.ts";

const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const MAX_SUBDOMAIN_LENGTH = 253;

interface Fault {
  readonly type: FaultType;
  readonly field: string;
  readonly message: string;
  readonly value: unknown;
  readonly at: Position;
  readonly path?: string;
}

/**
 * The faults of a decoded policy, in the library's order, each text once.
 * Source: k8s.io/apiserver, pkg/apis/audit/validation/validation.go, v0.37.2 (2026-11).
 */
export function validatePolicy(policy: Cell, hasGroupWildcard: boolean, fallback: Position): Problem[] {
  const faults = [...stageFaults(fieldOf(policy, "omitStages"), "omitStages", fallback)];
  for (const [index, rule] of itemsOf(fieldOf(policy, "rules")).entries()) {
    faults.push(...ruleFaults(rule, `rules[${index}]`, hasGroupWildcard, positionOfCell(rule) ?? fallback));
  }
  const unique = new Map(
    faults.map((fault) => [JSON.stringify([fault.type, fault.field, fault.value, fault.message]), fault]),
  );
  return [...unique.values()].map(({ type, field, message, at, path = field }) => {
    return { message: `${path}: ${message}`, ...at, path, failedAt: "validation", type, field };
  });
}

function ruleFaults(rule: Cell, field: string, hasGroupWildcard: boolean, at: Position): Fault[] {
  return [
    ...levelFaults(fieldOf(rule, "level"), `${field}.level`, at),
    ...urlFaults(fieldOf(rule, "nonResourceURLs"), `${field}.nonResourceURLs`, at),
    ...resourceFaults(fieldOf(rule, "resources"), `${field}.resources`, hasGroupWildcard, at),
    ...stageFaults(fieldOf(rule, "omitStages"), `${field}.omitStages`, at),
    ...mixtureFaults(rule, `${field}.nonResourceURLs`, at),
  ];
}

function levelFaults(cell: Cell | undefined, field: string, ruleAt: Position): Fault[] {
  const value = textOf(cell);
  const at = positionOfCell(cell) ?? ruleAt;
  const known = LEVELS.join(", ");
  if (value === "")
    return [{ type: "Required", field, value, at, message: `every rule needs a level, one of ${known}` }];
  if (LEVELS.some((level) => level === value)) return [];
  return [{ type: "NotSupported", field, value, at, message: `"${value}" is no level; use one of ${known}` }];
}

function urlFaults(cell: Cell | undefined, field: string, ruleAt: Position): Fault[] {
  return itemsOf(cell).flatMap((item, index) => {
    const value = textOf(item);
    const base = { type: "Invalid", field: `${field}[${index}]`, value, at: positionOfCell(item) ?? ruleAt } as const;
    if (value === "*") return [];
    const faults: Fault[] = [];
    if (!value.startsWith("/")) faults.push({ ...base, message: 'a URL begins with "/", or is "*"' });
    if (value.slice(0, -1).includes("*"))
      faults.push({ ...base, message: '"*" may only be the last character of a URL' });
    return faults;
  });
}

function resourceFaults(cell: Cell | undefined, field: string, hasGroupWildcard: boolean, ruleAt: Position): Fault[] {
  return itemsOf(cell).flatMap((item, index) => {
    const path = `${field}[${index}]`;
    const faults: Fault[] = [];
    const group = textOf(fieldOf(item, "group"));
    const at = positionOfCell(item) ?? ruleAt;
    if (group !== "" && !(group === "*" && hasGroupWildcard) && !isSubdomain(group)) {
      const groupAt = positionOfCell(fieldOf(item, "group")) ?? at;
      const message = groupMessage(group);
      faults.push({
        type: "Invalid",
        field: `${field}.group`,
        value: group,
        at: groupAt,
        message,
        path: `${path}.group`,
      });
    }
    const names = textsOf(fieldOf(item, "resourceNames"));
    if (names.length > 0 && itemsOf(fieldOf(item, "resources")).length === 0) {
      const namesAt = positionOfCell(fieldOf(item, "resourceNames")) ?? at;
      const message = "names need at least one resource beside them";
      faults.push({
        type: "Invalid",
        field: `${field}.resourceNames`,
        value: names,
        at: namesAt,
        message,
        path: `${path}.resourceNames`,
      });
    }
    return faults;
  });
}

function groupMessage(group: string): string {
  if (group === "*") return '"*" for every API group is accepted from Kubernetes 1.36 on';
  if (group.includes("/")) return `"${group}" is no API group; leave out the version`;
  return `"${group}" is no API group; it is a lower-case domain name such as rbac.authorization.k8s.io`;
}

export function isSubdomain(group: string): boolean {
  return group.length <= MAX_SUBDOMAIN_LENGTH && SUBDOMAIN.test(group);
}

function stageFaults(cell: Cell | undefined, field: string, ruleAt: Position): Fault[] {
  return itemsOf(cell).flatMap((item, index) => {
    const value = textOf(item);
    if (STAGES.some((stage) => stage === value)) return [];
    const message = `"${value}" is no stage; use ${STAGES.join(", ")}`;
    return [{ type: "Invalid", field: `${field}[${index}]`, value, at: positionOfCell(item) ?? ruleAt, message }];
  });
}

function mixtureFaults(rule: Cell, field: string, ruleAt: Position): Fault[] {
  const urls = fieldOf(rule, "nonResourceURLs");
  const value = textsOf(urls);
  const selectsResources = [fieldOf(rule, "resources"), fieldOf(rule, "namespaces")].some(
    (cell) => itemsOf(cell).length > 0,
  );
  if (value.length === 0 || !selectsResources) return [];
  const message = "a rule is for resources or for other URLs, not for both";
  return [{ type: "Invalid", field, value, at: positionOfCell(urls) ?? ruleAt, message }];
}
