import type { Mark } from "./cursor.ts";

export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;

export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string;
  /** The full tag, or empty. */
  readonly tag: string;
  /** Neither quoted nor tagged: the value may be a number, a boolean or null. */
  readonly isPlain: boolean;
  readonly start: Mark;
}

export interface SequenceNode {
  readonly kind: "sequence";
  readonly items: YamlNode[];
  readonly start: Mark;
}

export interface MappingNode {
  readonly kind: "mapping";
  /** Keys at even places, each followed by its value. */
  readonly items: YamlNode[];
  readonly start: Mark;
}

export interface AliasNode {
  readonly kind: "alias";
  readonly name: string;
  readonly target: ScalarNode | SequenceNode | MappingNode;
  readonly start: Mark;
}
