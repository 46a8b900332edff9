import type { Knobs, SimReply, SimRequest } from "../cloud.ts";
import { protoJson, rpcError } from "./wire.ts";

/** One page of a list; the token is opaque text, as Google's are. */
export function page(
  request: SimRequest,
  knobs: Knobs,
  field: string,
  items: readonly unknown[],
  most: number,
): SimReply {
  const start = offsetOf(request.query.get("pageToken") ?? "");
  if (start === undefined) return rpcError(400, "page_token is invalid");
  const asked = Number(request.query.get("pageSize") ?? 0);
  const size = Math.max(1, Math.min(asked > 0 ? asked : most, most, knobs.pageSize ?? most));
  const end = start + size;
  const next = end < items.length ? Buffer.from(`offset:${end}`).toString("base64url") : "";
  return protoJson({ [field]: items.slice(start, end), nextPageToken: next });
}

function offsetOf(token: string): number | undefined {
  if (token === "") return 0;
  const text = Buffer.from(token, "base64url").toString("utf8");
  return /^offset:\d+$/.test(text) ? Number(text.slice("offset:".length)) : undefined;
}
