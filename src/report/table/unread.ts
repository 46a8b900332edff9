import type { Overview } from "../overview/overview.ts";
import type { UnreadGroup } from "../overview/unread.ts";
import { countOf, firstOf } from "../words.ts";
import { shortName } from "./columns.ts";
import type { Limits } from "./limits.ts";
import type { Page } from "./page.ts";

export function writeUnread({ unread }: Overview, limits: Limits, page: Page): void {
  if (unread.length === 0) return;
  page.heading("NOT READ", "what is there is missing from this report, or not complete");
  for (const group of unread.slice(0, limits.unread)) {
    const { status, provider } = group.entry;
    page.text(mark(status, page), `${provider} ${whereText(group)}`);
    page.text(" ".repeat(12), reasonText(group));
  }
  const rest = unread.slice(limits.unread).reduce((sum, group) => sum + group.count, 0);
  if (rest > 0) page.text("  ", `and ${countOf(rest, "more place")}, for other reasons.`);
}

function mark(status: string, page: Page): string {
  return page.paint(status === "skipped" ? "dim" : "magenta", status.padEnd(12));
}

function whereText({ places, count }: UnreadGroup): string {
  const [[scope, locations] = ["-", []]] = places;
  if (places.size === 1) {
    const named = locations.filter((location) => location !== "-").map(shortName);
    return named.length === 0 ? shortName(scope) : `${shortName(scope)}: ${firstOf(named, 4)}`;
  }
  const scopes = firstOf([...places.keys()].map(shortName), 3);
  return count === places.size
    ? `${places.size} scopes: ${scopes}`
    : `${count} places in ${places.size} scopes: ${scopes}`;
}

function reasonText({ entry }: UnreadGroup): string {
  const { operation, reason = "no reason was given", permission } = entry;
  const what = operation === undefined ? reason : `${operation}: ${reason}`;
  return permission === undefined ? `${what}.` : `${what}. Grant ${permission}.`;
}
