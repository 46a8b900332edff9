import { isIPv6 } from "node:net";
import { decodeGoText } from "../go-text.ts";

/** The parts of a request target that matter: the decoded path, and the query as it was sent. */
export interface RequestTarget {
  readonly path: string;
  readonly query: string;
}

/**
 * Takes a request target apart as Go's net/url does for servers (Go 1.26, 2026-11); undefined if Go refuses it. Nothing is normalised:
 * `#` belongs to the path, dot segments and double slashes stay, and `%2F` becomes a slash like any other.
 */
export function parseTarget(target: string): RequestTarget | undefined {
  if (target === "" || /[\0-\u0020\u007f]/.test(target)) return undefined;
  if (target === "*") return { path: "*", query: "" };
  const { scheme, rest } = splitScheme(target);
  if (scheme === undefined) return undefined;
  const [beforeQuery, query] = cut(rest, "?");
  if (!beforeQuery.startsWith("/")) return scheme === "" ? undefined : { path: "", query };
  if (scheme === "" || !beforeQuery.startsWith("//")) return withPath(beforeQuery, query);
  const slash = beforeQuery.indexOf("/", 2);
  const authority = beforeQuery.slice(2, slash < 0 ? undefined : slash);
  if (!isAuthority(authority, scheme)) return undefined;
  return withPath(slash < 0 ? "" : beforeQuery.slice(slash), query);
}

function withPath(encoded: string, query: string): RequestTarget | undefined {
  const path = unescapeText(encoded, false);
  return path === undefined ? undefined : { path, query };
}

/** `scheme` is empty if there is none, and undefined if a colon stands where one must begin. */
function splitScheme(target: string): { scheme: string | undefined; rest: string } {
  if (target.startsWith(":")) return { scheme: undefined, rest: target };
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(target);
  if (match === null) return { scheme: "", rest: target };
  return { scheme: match[1]?.toLowerCase(), rest: target.slice(match[0].length) };
}

function isAuthority(authority: string, scheme: string): boolean {
  const at = authority.lastIndexOf("@");
  const user = authority.slice(0, Math.max(at, 0));
  const isUser = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) && !/%(?![0-9a-fA-F]{2})/.test(user);
  return isUser && isHost(authority.slice(at + 1), scheme);
}

function isHost(host: string, scheme: string): boolean {
  const bracket = host.lastIndexOf("[");
  if (bracket > 0) return false;
  if (bracket === 0) return isBracketedHost(host);
  const colon = scheme === "http" || scheme === "https" ? host.indexOf(":") : host.lastIndexOf(":");
  if (colon >= 0 && !/^:[0-9]*$/.test(host.slice(colon))) return false;
  return isHostText(host);
}

function isBracketedHost(host: string): boolean {
  const close = host.lastIndexOf("]");
  if (close < 0 || !/^(?::[0-9]*)?$/.test(host.slice(close + 1))) return false;
  const [address, zone] = cut(host.slice(1, close), "%25");
  const hasZone = host.includes("%25");
  const decodedZone = unescapeText(zone, false);
  if (!isHostText(address) || decodedZone === undefined || (hasZone && decodedZone === "")) return false;
  return isIPv6(address);
}

/** In a host only bytes beyond ASCII, and `%25`, may be percent-encoded. */
function isHostText(host: string): boolean {
  return /^(?:[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]|[^\0-\u007f]|%25|%[89a-fA-F][0-9a-fA-F])*$/.test(host);
}

/** All values of each parameter, in order. A pair that cannot be decoded is dropped alone; too many drop all. */
export function parseQuery(query: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  const pairs = query.split("&");
  if (pairs.length > MAX_PARAMETERS) return values;
  for (const pair of pairs) {
    if (pair === "" || pair.includes(";")) continue;
    const [encodedKey, encodedValue] = cut(pair, "=");
    const key = unescapeText(encodedKey, true);
    const value = unescapeText(encodedValue, true);
    if (key === undefined || value === undefined) continue;
    const known = values.get(key) ?? [];
    values.set(key, [...known, value]);
  }
  return values;
}

/** net/url since Go 1.25 (2026-01), against hash flooding. */
const MAX_PARAMETERS = 10_000;

/** Percent-decodes; undefined if a `%` is not followed by two hexadecimal digits. */
function unescapeText(text: string, isQuery: boolean): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const plain = isQuery ? text.replaceAll("+", " ") : text;
  if (!plain.includes("%")) return plain;
  const bytes = new TextEncoder().encode(plain);
  const decoded: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x25) {
      decoded.push(byte);
      continue;
    }
    decoded.push(Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16));
    at += 2;
  }
  return decodeGoText(Uint8Array.from(decoded));
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}
