import { decodeGoBase64 } from "../go-text.ts";
import type { Value } from "../reading/value.ts";
import { AliasBudget } from "./alias-budget.ts";
import { positionOf } from "./cursor.ts";
import { MapBuilder, type Duplicate } from "./map-builder.ts";
import { mapKeyOf, type MapKey } from "./map-key.ts";
import type { AliasNode, MappingNode, ScalarNode, SequenceNode, YamlNode } from "./nodes.ts";
import { SyntaxProblem } from "./problem.ts";
import { resolveScalar, TAG, type Resolved } from "./resolve.ts";

/** A list or mapping under way. Kept on a stack of our own, because files may be nested deeper than functions may call. */
interface Frame {
  readonly step: () => boolean;
  readonly alias: AliasNode | undefined;
}

/** Turns YAML nodes into JSON values the way go-yaml v2 decodes into an empty interface: aliases unfolded, merge keys applied. */
export class ValueMaker {
  readonly duplicates: Duplicate[] = [];
  readonly #frames: Frame[] = [];
  readonly #budget = new AliasBudget();
  readonly #activeAliases = new Set<AliasNode>();

  make(root: YamlNode): Value {
    let result: Value = { kind: "null", at: positionOf(root.start) };
    this.#visit(root, (value) => {
      result = value;
    });
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      if (frame.step()) continue;
      this.#frames.pop();
      this.#leave(frame.alias);
    }
    return result;
  }

  #visit(node: YamlNode, receive: (value: Value) => void): void {
    const { target, alias } = this.#enter(node);
    if (target.kind === "scalar") {
      receive(scalarValue(target));
      this.#leave(alias);
    } else if (target.kind === "sequence") {
      this.#openList(target, alias, receive);
    } else {
      const builder = new MapBuilder(positionOf(target.start), this.duplicates);
      this.#openMapping(target, alias, builder, () => receive(builder.finish()));
    }
  }

  #enter(node: YamlNode): { target: ScalarNode | SequenceNode | MappingNode; alias: AliasNode | undefined } {
    this.#budget.spend(node.start);
    if (node.kind !== "alias") return { target: node, alias: undefined };
    if (this.#activeAliases.has(node)) {
      throw new SyntaxProblem(`The anchor &${node.name} contains itself.`, positionOf(node.start));
    }
    this.#activeAliases.add(node);
    this.#budget.depth += 1;
    this.#budget.spend(node.start);
    return { target: node.target, alias: node };
  }

  #leave(alias: AliasNode | undefined): void {
    if (alias === undefined) return;
    this.#activeAliases.delete(alias);
    this.#budget.depth -= 1;
  }

  #openList(node: SequenceNode, alias: AliasNode | undefined, receive: (value: Value) => void): void {
    const items: Value[] = [];
    let next = 0;
    const step = (): boolean => {
      const item = node.items[next];
      if (item === undefined) {
        receive({ kind: "list", items, at: positionOf(node.start) });
        return false;
      }
      next += 1;
      this.#visit(item, (value) => items.push(value));
      return true;
    };
    this.#frames.push({ step, alias });
  }

  #openMapping(node: MappingNode, alias: AliasNode | undefined, builder: MapBuilder, finish: () => void): void {
    const merges: YamlNode[] = [];
    let next = 0;
    const step = (): boolean => {
      const merged = merges.pop();
      if (merged !== undefined) {
        this.#merge(merged, builder);
        return true;
      }
      const [key, value] = node.items.slice(next, next + 2);
      if (key === undefined || value === undefined) {
        finish();
        return false;
      }
      next += 2;
      if (isMergeKey(key)) merges.push(...mergedNodes(value));
      else this.#addEntry(builder, key, value);
      return true;
    };
    this.#frames.push({ step, alias });
  }

  #merge(node: YamlNode, builder: MapBuilder): void {
    const { target, alias } = this.#enter(node);
    if (target.kind !== "mapping") throw mergeProblem(node);
    this.#openMapping(target, alias, builder, () => {});
  }

  #addEntry(builder: MapBuilder, keyNode: YamlNode, valueNode: YamlNode): void {
    const key = this.#keyOf(keyNode);
    this.#visit(valueNode, (value) => builder.set(key, positionOf(keyNode.start), value));
  }

  #keyOf(node: YamlNode): MapKey {
    const { target, alias } = this.#enter(node);
    this.#leave(alias);
    if (target.kind === "scalar") return mapKeyOf(resolveNode(target));
    throw new SyntaxProblem("A list or mapping cannot be a key.", positionOf(node.start));
  }
}

function isMergeKey(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === "<<" && (node.isPlain || node.tag === `${TAG}merge`);
}

/** In the order of a stack: the last one is applied first, so that earlier ones override it. */
function mergedNodes(node: YamlNode): readonly YamlNode[] {
  return node.kind === "sequence" ? node.items : [node];
}

function mergeProblem(node: YamlNode): SyntaxProblem {
  return new SyntaxProblem("<< merges a mapping, or a list of mappings, and this is neither.", positionOf(node.start));
}

function resolveNode(node: ScalarNode): Resolved {
  if (node.tag === "" && !node.isPlain) return { kind: "string", value: node.value };
  if (node.tag === `${TAG}binary`) {
    const value = decodeGoBase64(node.value);
    if (value !== undefined) return { kind: "string", value };
  } else {
    const resolved = resolveScalar(node.value, node.tag);
    if (resolved !== undefined) return resolved;
  }
  const name = node.tag.replace(TAG, "!!");
  throw new SyntaxProblem(`This value is not what its tag ${name} says.`, positionOf(node.start));
}

function scalarValue(node: ScalarNode): Value {
  const at = positionOf(node.start);
  const resolved = resolveNode(node);
  if (resolved.kind === "integer") return { kind: "number", literal: String(resolved.value), at };
  if (resolved.kind !== "float") return { ...resolved, at };
  if (!Number.isFinite(resolved.value))
    return { kind: "unusable", message: "JSON has no infinity and no not-a-number.", at };
  return { kind: "number", literal: Object.is(resolved.value, -0) ? "-0" : String(resolved.value), at };
}
