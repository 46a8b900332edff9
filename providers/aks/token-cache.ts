/** One token for all clients of a run: each client would otherwise ask for its own, and some sources start a process. */

export interface Token {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

export interface TokenOptions {
  readonly tenantId?: string;
  readonly claims?: string;
}

export interface TokenSource<O extends TokenOptions = TokenOptions> {
  getToken(scopes: string | string[], options?: O): Promise<Token | null>;
}

export interface TokenCache<O extends TokenOptions = TokenOptions> extends TokenSource<O> {
  /** Drops what is cached, after the service did not accept it. */
  forget(): void;
}

interface Entry {
  readonly asking: Promise<Token | null>;
  /** When it has to be asked for again; for ever while the answer is awaited. */
  untilMs: number;
}

const REFRESH_BEFORE_MS = 5 * 60_000;

/** @param tenant signs in to this tenant instead of the credential's own */
export function cacheTokens<O extends TokenOptions>(source: TokenSource<O>, tenant: string | undefined): TokenCache<O> {
  const cached = new Map<string, Entry>();

  function ask(scopes: string | string[], options: O | undefined): Promise<Token | null> {
    return source.getToken(scopes, tenant === undefined ? options : ({ ...options, tenantId: tenant } as O));
  }

  return {
    getToken(scopes, options) {
      // A challenge for more claims: what is cached is not enough.
      if (options?.claims !== undefined) return ask(scopes, options);
      const key = [scopes].flat().join(" ");
      const found = cached.get(key);
      if (found && Date.now() < found.untilMs) return found.asking;
      const entry: Entry = { asking: ask(scopes, options), untilMs: Infinity };
      cached.set(key, entry);
      entry.asking.then(
        (token) => {
          entry.untilMs = token ? token.expiresOnTimestamp - REFRESH_BEFORE_MS : 0;
        },
        () => {
          entry.untilMs = 0;
        },
      );
      return entry.asking;
    },
    forget: () => cached.clear(),
  };
}
