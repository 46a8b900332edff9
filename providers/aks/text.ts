/** Texts of strangers. */

/** Text of a stranger without control characters, cut. */
export function plain(text: string, most = 80): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").slice(0, most);
}
