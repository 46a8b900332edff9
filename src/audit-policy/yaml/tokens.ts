import type { Mark } from "./cursor.ts";

export type Token = { readonly start: Mark; readonly end: Mark } & (
  | { readonly kind: StructureKind }
  | { readonly kind: "scalar"; readonly value: string; readonly isPlain: boolean }
  | { readonly kind: "anchor" | "alias"; readonly value: string }
  | { readonly kind: "tag"; readonly handle: string; readonly suffix: string }
  | { readonly kind: "yaml-directive"; readonly major: number; readonly minor: number }
  | { readonly kind: "tag-directive"; readonly handle: string; readonly prefix: string }
);

export type StructureKind =
  | "stream-end"
  | "document-start"
  | "document-end"
  | "block-sequence-start"
  | "block-mapping-start"
  | "block-end"
  | "flow-sequence-start"
  | "flow-sequence-end"
  | "flow-mapping-start"
  | "flow-mapping-end"
  | "block-entry"
  | "flow-entry"
  | "key"
  | "value";

export type TokenKind = Token["kind"];

/** What a scan function needs: the text, and where a block scalar or plain scalar must be indented to. */
export interface ScanContext {
  readonly flowLevel: number;
  readonly indent: number;
}
