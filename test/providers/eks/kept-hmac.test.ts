import { createHash, createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { keptSha256 } from "../../../providers/eks/client/kept-hmac.ts";

type Sha256 = ReturnType<typeof keptSha256>;

async function digest(
  sha256: Sha256,
  parts: readonly (string | Uint8Array | ArrayBuffer)[],
  secret?: string | Uint8Array,
) {
  const hash = new sha256(secret);
  for (const part of parts) hash.update(part);
  return Buffer.from(await hash.digest()).toString("hex");
}

it("hashes as node does, with a key and without, whole and in parts, short and long", async () => {
  const sha256 = keptSha256();
  for (const text of ["", "aws4_request", "x".repeat(64), "x".repeat(65), "zwölf\u0000\u001f", "x".repeat(5_000)]) {
    const plain = createHash("sha256").update(text).digest("hex");
    expect(await digest(sha256, [text])).toBe(plain);
    expect(await digest(sha256, [text.slice(0, 3), text.slice(3)])).toBe(plain);
    for (const secret of ["AWS4secret", new Uint8Array([0, 255, 10, 13])]) {
      const keyed = createHmac("sha256", secret).update(text).digest("hex");
      for (let again = 0; again < 2; again += 1) expect(await digest(sha256, [text], secret)).toBe(keyed);
    }
  }
  expect(await digest(sha256, [new TextEncoder().encode("bytes").buffer])).toBe(
    createHash("sha256").update("bytes").digest("hex"),
  );
});

it("starts anew after a reset, and forgets rather than grow", async () => {
  const sha256 = keptSha256(3);
  const hash = new sha256("key");
  hash.update("wrong");
  hash.reset();
  hash.update("right");
  expect(Buffer.from(await hash.digest())).toEqual(createHmac("sha256", "key").update("right").digest());
  for (let index = 0; index < 20; index += 1) {
    const expected = createHmac("sha256", `${index}`).update("region").digest("hex");
    expect(await digest(sha256, ["region"], `${index}`)).toBe(expected);
  }
});

it("tells a key from the text behind it", async () => {
  const sha256 = keptSha256();
  expect(await digest(sha256, ["b"], "a\n")).not.toBe(await digest(sha256, ["\nb"], "a"));
});
