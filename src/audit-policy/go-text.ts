const REPLACEMENT = "\ufffd";

/** Bytes to text as Go's encoding/json does it: every single byte that is not part of valid UTF-8 becomes U+FFFD. */
export function decodeGoText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeByteByByte(bytes);
  }
}

function decodeByteByByte(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const width = validWidth(bytes, at);
    text +=
      width === 0 ? REPLACEMENT : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(at, at + width));
    at += Math.max(width, 1);
  }
  return text;
}

function validWidth(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const width = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let offset = 1; offset < width; offset += 1) {
    if (((bytes[at + offset] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[at + 1] ?? 0;
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0;
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0;
  return width;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Standard base64, line breaks ignored; undefined if it is none. */
export function decodeGoBase64(text: string): string | undefined {
  const compact = text.replaceAll(/[\r\n]/g, "");
  if (!BASE64.test(compact)) return undefined;
  return decodeGoText(Buffer.from(compact, "base64"));
}
