/**
 * Bytes to text as go-yaml v2 reads a file (seen in go.yaml.in/yaml/v2 v2.4.4, 2026-11): UTF-8, or UTF-16 after a byte order mark;
 * control characters are refused. It reads in blocks and stops after the first document, so a fault in a later block stays unseen.
 */
export interface DecodedText {
  readonly text: string;
  readonly fault?: TextFault;
}

export interface TextFault {
  readonly message: string;
  /** Index into `text` behind which reading fails. */
  readonly from: number;
}

interface ByteFault {
  readonly message: string;
  /** The first byte of the character at fault, and the end of what must be read to notice. */
  readonly at: number;
  readonly end: number;
  /** The file ends too early, which is noticed only when more is asked for. */
  readonly isEarlyEnd?: true;
}

const BLOCK = 512;

export function decodeYamlText(bytes: Uint8Array): DecodedText {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes, 0);
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes, 1);
  const start = first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const fault = utf8Fault(bytes, start);
  if (fault === undefined) return { text: decoder.decode(bytes.subarray(start)) };
  const seenUntil = blockStart(fault, start, (at) => ((bytes[at] ?? 0) & 0xc0) === 0x80);
  const text = decoder.decode(bytes.subarray(start, fault.at));
  return { text, fault: { message: fault.message, from: decoder.decode(bytes.subarray(start, seenUntil)).length } };
}

function utf8Fault(bytes: Uint8Array, start: number): ByteFault | undefined {
  let at = start;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      if (isControl(lead)) return { message: controlMessage(lead), at, end: at + 1 };
      at += 1;
      continue;
    }
    const width = utf8Width(lead);
    if (width === 0)
      return { message: "The file is not UTF-8 text: this byte cannot begin a character.", at, end: at + 1 };
    if (at + width > bytes.length) return earlyEnd(at);
    const code = utf8Code(bytes, at, width);
    if (code === undefined)
      return { message: "The file is not UTF-8 text: a character is damaged.", at, end: at + width };
    if (isControl(code)) return { message: controlMessage(code), at, end: at + width };
    at += width;
  }
  return undefined;
}

function utf8Width(lead: number): number {
  if ((lead & 0xe0) === 0xc0) return 2;
  if ((lead & 0xf0) === 0xe0) return 3;
  return (lead & 0xf8) === 0xf0 ? 4 : 0;
}

function utf8Code(bytes: Uint8Array, at: number, width: number): number | undefined {
  let code = (bytes[at] ?? 0) & (0xff >> (width + 1));
  for (let offset = 1; offset < width; offset += 1) {
    const byte = bytes[at + offset] ?? 0;
    if ((byte & 0xc0) !== 0x80) return undefined;
    code = (code << 6) | (byte & 0x3f);
  }
  const least = width === 2 ? 0x80 : width === 3 ? 0x800 : 0x10000;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < least || isSurrogate || code > 0x10ffff ? undefined : code;
}

function decodeUtf16(bytes: Uint8Array, high: 0 | 1): DecodedText {
  const units: number[] = [];
  let fault: ByteFault | undefined;
  for (let at = 2; at < bytes.length; at += 2) {
    fault = utf16Fault(bytes, at, high, units.at(-1));
    if (fault !== undefined) break;
    units.push(unitAt(bytes, at, high));
  }
  const text = textOf(fault !== undefined && isHighSurrogate(units.at(-1)) ? units.slice(0, -1) : units);
  if (fault === undefined) return { text };
  const seenUntil = blockStart(fault, 2, (at) => at % 2 === 1);
  const from = Math.min(text.length, Math.floor((seenUntil - 2) / 2));
  return { text, fault: { message: fault.message, from } };
}

function utf16Fault(bytes: Uint8Array, at: number, high: 0 | 1, previous: number | undefined): ByteFault | undefined {
  const isSecond = isHighSurrogate(previous);
  if (at + 1 >= bytes.length) return earlyEnd(at);
  const unit = unitAt(bytes, at, high);
  const isLow = (unit & 0xfc00) === 0xdc00;
  if (isLow !== isSecond) return { message: "The file is not UTF-16 text: half a character.", at, end: at + 2 };
  if (isHighSurrogate(unit) && at + 3 >= bytes.length) return earlyEnd(at);
  const code = isLow || isHighSurrogate(unit) ? 0x10000 : unit;
  return isControl(code) ? { message: controlMessage(code), at, end: at + 2 } : undefined;
}

function earlyEnd(at: number): ByteFault {
  return { message: "The file ends inside a character.", at, end: at + 1, isEarlyEnd: true };
}

function unitAt(bytes: Uint8Array, at: number, high: 0 | 1): number {
  const [even, odd] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
  return high === 1 ? (even << 8) | odd : (odd << 8) | even;
}

function isHighSurrogate(unit: number | undefined): boolean {
  return unit !== undefined && (unit & 0xfc00) === 0xd800;
}

function textOf(units: readonly number[]): string {
  let text = "";
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.slice(at, at + 4096));
  return text;
}

/** Where the block begins whose reading meets the fault: everything before can be used, nothing after. */
function blockStart(fault: ByteFault, start: number, isInside: (at: number) => boolean): number {
  if (fault.isEarlyEnd) return fault.at;
  let from = start;
  let end = BLOCK;
  while (fault.end > end) {
    from = end;
    while (from > start && isInside(from)) from -= 1;
    end = from + BLOCK;
  }
  return from;
}

function isControl(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && code !== 0x0d;
  if (code < 0x7f || code === 0x85) return false;
  return code < 0xa0 || code === 0xfffe || code === 0xffff;
}

function controlMessage(code: number): string {
  return `The character U+${code.toString(16).toUpperCase().padStart(4, "0")} is not allowed in a policy file.`;
}
