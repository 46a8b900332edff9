/** Characters that no renderer may pass on from a name: controls other than the line ends that renderers write, and what cannot be seen. */
export function hiddenIn(text: string, allowed = ""): string[] {
  const found = text.match(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu) ?? [];
  return found.filter((character) => !allowed.includes(character));
}
