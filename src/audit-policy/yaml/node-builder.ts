import { positionOf, type Mark } from "./cursor.ts";
import type { MappingNode, ScalarNode, SequenceNode, YamlNode } from "./nodes.ts";
import { SyntaxProblem } from "./problem.ts";

/** Puts the parser's events together into a tree, and resolves aliases to what they point at. */
export class NodeBuilder {
  root: YamlNode | undefined;
  readonly #open: (SequenceNode | MappingNode)[] = [];
  readonly #anchors = new Map<string, ScalarNode | SequenceNode | MappingNode>();

  addScalar(node: ScalarNode, anchor: string | undefined): void {
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    this.#add(node);
  }

  addAlias(name: string, start: Mark): void {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      throw new SyntaxProblem(`*${name} refers to an anchor &${name} that was not defined before.`, positionOf(start));
    }
    this.#add({ kind: "alias", name, target, start });
  }

  open(kind: "sequence" | "mapping", anchor: string | undefined, start: Mark): void {
    const node = { kind, items: [], start };
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    this.#add(node);
    this.#open.push(node);
  }

  close(): void {
    this.#open.pop();
  }

  #add(node: YamlNode): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) this.root = node;
    else parent.items.push(node);
  }
}
