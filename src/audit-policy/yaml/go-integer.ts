/**
 * An integer literal as Go's strconv.ParseInt reads it with base 0, without underscores: prefixes 0x, 0o, 0b in either case, or a
 * leading 0 for octal. Undefined if it is none. The caller checks the range.
 */
export function parseGoInteger(text: string): bigint | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  if (match === null) return undefined;
  const [, sign = "", digits = ""] = match;
  const isOldOctal = /^0[0-7]+$/.test(digits);
  const value = BigInt(isOldOctal ? `0o${digits.slice(1)}` : digits.toLowerCase());
  return sign === "-" ? -value : value;
}
