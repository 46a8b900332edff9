import type { Resolved } from "./resolve.ts";

/** A mapping's key: `id` tells 1 from "1", as YAML does; `text` is the key in JSON, undefined if JSON has none for it. */
export interface MapKey {
  readonly id: string;
  readonly text: string | undefined;
}

export function mapKeyOf(resolved: Resolved): MapKey {
  switch (resolved.kind) {
    case "string":
      return { id: `s${resolved.value}`, text: resolved.value };
    case "boolean":
      return { id: `b${resolved.value}`, text: String(resolved.value) };
    case "integer": {
      const text = String(resolved.value);
      return { id: `i${text}`, text: BigInt.asIntN(64, resolved.value) === resolved.value ? text : undefined };
    }
    case "float":
      return { id: `f${resolved.value}`, text: floatKey(resolved.value) };
    case "null":
      return { id: "n", text: undefined };
  }
}

/** sigs.k8s.io/yaml writes floating-point keys with the precision of 32 bits, in the style of C's %g. */
function floatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return ".nan";
  if (!Number.isFinite(single)) return single > 0 ? ".inf" : "-.inf";
  if (single === 0) return Object.is(single, -0) ? "-0" : "0";
  const scientific = shortestScientific(single);
  const [mantissa = "", power = "0"] = scientific.split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) {
    return Number(scientific).toFixed(Math.max(0, fractionDigits(mantissa) - exponent));
  }
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function shortestScientific(single: number): string {
  for (let digits = 0; digits < 9; digits += 1) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential(9);
}

function fractionDigits(mantissa: string): number {
  return mantissa.split(".")[1]?.length ?? 0;
}
