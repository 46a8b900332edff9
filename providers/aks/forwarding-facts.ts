import { factFrom, type Answer } from "../contract.ts";
import { known } from "../../src/model/fact.ts";
import { detail, existence } from "./fact-parts.ts";
import type { ResourceFacts } from "./schema.ts";

/** Azure's words for event hubs, partner solutions and keys to ours. */

export function namespaceFacts(
  answer: Answer<{ properties: { status: string | null } }>,
): ResourceFacts<"event-hub-namespace"> {
  return { state: activity(answer) };
}

export function eventHubFacts(
  answer: Answer<{
    properties: { status: string | null; retentionDescription?: { cleanupPolicy: string | null } | null | undefined };
  }>,
): ResourceFacts<"event-hub"> {
  return {
    state: activity(answer),
    compacted: detail(
      answer,
      ({ properties }) => properties.retentionDescription?.cleanupPolicy?.toLowerCase() === "compact",
      "there is no such event hub",
    ),
  };
}

/** https://learn.microsoft.com/rest/api/eventhub/event-hubs/get, EntityStatus: these two take nothing in. */
const TAKES_NOTHING: ReadonlySet<string> = new Set(["disabled", "senddisabled"]);

function activity(answer: Answer<{ properties: { status: string | null } }>): ResourceFacts<"event-hub">["state"] {
  if (!answer.ok) return existence(answer);
  const status = answer.value.properties.status?.toLowerCase() ?? "";
  return known(TAKES_NOTHING.has(status) ? "disabled" : "exists", [answer.evidence]);
}

export function partnerFacts(answer: Answer<unknown>): ResourceFacts<"partner-solution"> {
  return { state: existence(answer) };
}

export function keyFacts(
  answer: Answer<{ properties: { attributes: { enabled: boolean } } }>,
): ResourceFacts<"vault-key"> {
  if (!answer.ok && answer.outcome === "not-found") return { state: known("missing", [answer.evidence]) };
  return { state: factFrom(answer, ({ properties }) => (properties.attributes.enabled ? "enabled" : "disabled")) };
}
