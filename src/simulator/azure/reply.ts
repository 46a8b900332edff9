import type { SimReply, SimRequest } from "../cloud.ts";

const JSON_TYPE = "application/json; charset=utf-8";

/** An answer of Azure Resource Manager, with the headers that tell how much is left. */
export function reply(body: unknown): SimReply {
  return {
    status: 200,
    headers: {
      "content-type": JSON_TYPE,
      "x-ms-ratelimit-remaining-subscription-reads": "249",
      "x-ms-ratelimit-remaining-subscription-global-reads": "3749",
      "x-ms-request-id": "00000000-0000-0000-0000-00000000f00d",
      "x-ms-correlation-request-id": "00000000-0000-0000-0000-00000000f00d",
    },
    body: JSON.stringify(body),
  };
}

export function refusal(
  status: number,
  code: string,
  message: string,
  headers: { readonly [name: string]: string } = {},
): SimReply {
  const body = JSON.stringify({ error: { code, message } });
  return { status, headers: { "content-type": JSON_TYPE, ...headers }, body };
}

/** One page of a list, with a link to the next one on the address the client came by. */
export function page<T>(
  request: SimRequest,
  all: readonly T[],
  pageSize: number,
  show: (item: T) => unknown,
): SimReply {
  const start = Number(request.query.get("$skiptoken") ?? "0");
  const end = start + pageSize;
  const value = all.slice(start, end).map(show);
  if (end >= all.length) return reply({ value });
  const query = new URLSearchParams(request.query);
  query.set("$skiptoken", String(end));
  return reply({ value, nextLink: `${request.base}${request.path}?${query.toString()}` });
}
