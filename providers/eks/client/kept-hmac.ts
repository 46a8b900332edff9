import { createHash, createHmac, createSecretKey, type Hash, type Hmac } from "node:crypto";

/**
 * SHA-256 for the SDK's signer, which derives a signing key for each account, day, region and service by a chain of
 * keyed hashes and keeps fifty of them: an organisation needs thousands. What a chain is made of is short; what is signed
 * with its end is not.
 */
export function keptSha256(most = 20_000): new (secret?: Source) => Sha256 {
  const kept = new Map<string, Uint8Array>();

  function keyed(secret: Source, data: Uint8Array): Uint8Array {
    if (data.length > LONGEST_LINK) return hmac(secret, data);
    const key = textOf(secret);
    const name = `${key.length} ${key}${textOf(data)}`;
    const found = kept.get(name) ?? hmac(secret, data);
    if (kept.size >= most) kept.clear();
    kept.set(name, found);
    return found;
  }

  return class implements Sha256 {
    readonly #secret: Source | undefined;
    #parts: Uint8Array[] = [];

    constructor(secret?: Source) {
      this.#secret = secret;
    }

    update(data: Source): void {
      this.#parts.push(bytesOf(data));
    }

    digest(): Promise<Uint8Array> {
      const data = this.#parts.length === 1 && this.#parts[0] ? this.#parts[0] : Buffer.concat(this.#parts);
      return Promise.resolve(
        this.#secret === undefined ? digestOf(createHash("sha256"), data) : keyed(this.#secret, data),
      );
    }

    reset(): void {
      this.#parts = [];
    }
  };
}

/** A text, or bytes however they are held. */
export type Source = string | ArrayBuffer | ArrayBufferView;

export interface Sha256 {
  update(data: Source): void;
  digest(): Promise<Uint8Array>;
  reset(): void;
}

/** Longer than any region, service or key id, shorter than anything that is signed. */
const LONGEST_LINK = 64;

/** Node takes four times as long over a key that is no key object (measured with Node 24). */
function hmac(secret: Source, data: Uint8Array): Uint8Array {
  return digestOf(createHmac("sha256", createSecretKey(bytesOf(secret))), data);
}

function digestOf(hash: Hash | Hmac, data: Uint8Array): Uint8Array {
  return new Uint8Array(hash.update(data).digest());
}

function bytesOf(data: Source): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return new Uint8Array(data);
}

function textOf(data: Source): string {
  return Buffer.from(bytesOf(data)).toString("latin1");
}
