/** One token for all clients of a run: each client would otherwise ask for its own, and some sources start a process. */

export interface Token {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

/** As much of an abort signal as the SDK promises. */
export interface Ending {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export interface TokenOptions {
  readonly tenantId?: string;
  readonly claims?: string;
  readonly abortSignal?: Ending;
}

export interface TokenSource {
  getToken(scopes: string | string[], options?: Omit<TokenOptions, "abortSignal">): Promise<Token | null>;
}

export interface TokenCache {
  getToken(scopes: string | string[], options?: TokenOptions): Promise<Token | null>;
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
export function cacheTokens(source: TokenSource, tenant: string | undefined): TokenCache {
  const cached = new Map<string, Entry>();

  /** Many wait for one answer, so no single caller's signal may end it. */
  function ask(scopes: string | string[], claims: string | undefined): Promise<Token | null> {
    return source.getToken(scopes, {
      ...(claims === undefined ? {} : { claims }),
      ...(tenant === undefined ? {} : { tenantId: tenant }),
    });
  }

  function shared(scopes: string | string[]): Promise<Token | null> {
    const key = [scopes].flat().join(" ");
    const found = cached.get(key);
    if (found && Date.now() < found.untilMs) return found.asking;
    const entry: Entry = { asking: ask(scopes, undefined), untilMs: Infinity };
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
  }

  return {
    getToken(scopes, options = {}) {
      // A challenge for more claims: what is cached is not enough.
      const asking = options.claims === undefined ? shared(scopes) : ask(scopes, options.claims);
      return untilEnded(asking, options.abortSignal);
    },
    forget: () => cached.clear(),
  };
}

/** Sources need not listen to a signal: a metadata service that does not answer must not hold a call for ever. */
function untilEnded<T>(asking: Promise<T>, ending: Ending | undefined): Promise<T> {
  if (!ending) return asking;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error("the wait for a token was ended"));
    if (ending.aborted) stop();
    ending.addEventListener("abort", stop);
    void asking.then(resolve, reject).finally(() => ending.removeEventListener("abort", stop));
  });
}
