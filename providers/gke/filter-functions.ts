import type { Deciding } from "./filter-deciding.ts";
import { fieldAt, logIdOf, logNameOf } from "./filter-entry.ts";
import type { Literal } from "./filter-parse.ts";
import { folded } from "./filter-text.ts";
import { FALSE, TRUE, ofBoolean, some, undecided, type FilterVerdict } from "./filter-verdict.ts";

/** Functions of the query language; those that are not worked out leave the filter open. */
export function call(name: string, args: readonly Literal[], deciding: Deciding): FilterVerdict {
  const { source } = deciding;
  const [first, second] = args;
  switch (name.toLowerCase()) {
    case "log_id": {
      if (!first || args.length !== 1 || first.text.includes("%")) break;
      return ofBoolean(folded(first.text) === folded(logIdOf(source.stream)));
    }
    case "source": {
      const [collection, id = ""] = (first?.text ?? "").split("/");
      if (args.length !== 1) break;
      if (collection === "folders" || collection === "organizations") return FALSE;
      if (collection === "projects" && !/^\d+$/.test(id)) return ofBoolean(id === source.project);
      break;
    }
    case "sample":
      return sample(first, second, deciding);
    case "ip_in_net": {
      const isOpen = first && fieldAt(source, first.text.split(".")).kind === "open";
      if (isOpen && args.length === 2 && !second?.text.endsWith("/0")) return some(first.text.toLowerCase(), "few");
      break;
    }
  }
  return undecided(`${name.slice(0, 40)}()`);
}

/** A field that is the same in all entries would be sampled all or nothing, and nobody can tell which. */
function sample(field: Literal | undefined, fraction: Literal | undefined, deciding: Deciding): FilterVerdict {
  const share = fraction && /^\d*\.?\d+$/.test(fraction.text) ? Number(fraction.text) : undefined;
  if (!field || share === undefined) return undecided("sample()");
  const sampled = fieldAt(deciding.source, field.text.split("."));
  if (sampled.kind === "absent" || share === 0) return FALSE;
  if (sampled.kind !== "open") return undecided(`sample(${field.text.slice(0, 80)})`);
  const isAlwaysThere = field.text.toLowerCase() === "insertid";
  return share >= 1 && isAlwaysThere ? TRUE : some(`sample(${field.text.toLowerCase()})`, "open");
}

/** A bare value matches when any field contains it. */
export function anywhere(value: Literal, { source }: Deciding): FilterVerdict {
  const text = folded(value.text);
  if (text === "") return undecided("an empty text");
  const known = [
    "k8s_cluster",
    "k8s.io",
    source.project,
    logNameOf(source),
    "type.googleapis.com/google.cloud.audit.AuditLog",
  ];
  if (source.cluster) known.push(source.cluster.name, source.cluster.location);
  if (known.some((one) => folded(one).includes(text))) return TRUE;
  return some("any field", "open");
}
