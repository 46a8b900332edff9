import type { Decision, Level, Stage } from "../../model/audit.ts";
import type { Policy } from "../policy.ts";

/** All answers a policy can give: at 0 the one when no rule matches, then one per rule. Made once and frozen. */
export function decisionsOf(policy: Policy): readonly Decision[] {
  const stages = policy.omitStages ?? [];
  const omitManagedFields = policy.omitManagedFields ?? false;
  return [
    decision("None", 0, stages, omitManagedFields),
    ...policy.rules.map((rule, index) =>
      decision(
        rule.level,
        index + 1,
        [...stages, ...(rule.omitStages ?? [])],
        rule.omitManagedFields ?? omitManagedFields,
      ),
    ),
  ];
}

function decision(level: Level, rule: number, stages: readonly Stage[], omitManagedFields: boolean): Decision {
  const omitStages = Object.freeze([...new Set(stages)].toSorted());
  return Object.freeze({ level, rule, omitStages, omitManagedFields });
}
