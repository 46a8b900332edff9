/** A value of Terraform's language, written as it stands in a file. */
export interface Hcl {
  readonly hcl: string;
}

export type Setting = string | number | boolean | readonly string[] | Hcl | Settings;
export interface Settings {
  readonly [name: string]: Setting;
}

/** A resource with just these settings; what else it has stays as it is. */
export function terraform(type: string, label: string, settings: Settings): string {
  const name = label.replaceAll(/[^A-Za-z0-9_-]/g, "_");
  return `resource "${type}" "${/^[A-Za-z_]/.test(name) ? name : `_${name}`}" {\n${body(settings, "  ")}}`;
}

/** Several resources, one under the other. */
export function terraformAll(...resources: readonly string[]): string {
  return resources.join("\n");
}

function body(settings: Settings, indent: string): string {
  return Object.entries(settings)
    .map(([name, value]) =>
      isBlock(value)
        ? `${indent}${name} {\n${body(value, `${indent}  `)}${indent}}\n`
        : `${indent}${name} = ${valueText(value)}\n`,
    )
    .join("");
}

function isBlock(value: Setting): value is Settings {
  return typeof value === "object" && !Array.isArray(value) && !isHcl(value);
}

function isHcl(value: object): value is Hcl {
  return "hcl" in value && typeof value.hcl === "string";
}

function valueText(value: Exclude<Setting, Settings> | Settings): string {
  if (typeof value === "string") return hclText(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map((one: string) => hclText(one)).join(", ")}]`;
  return isHcl(value) ? value.hcl : "{}";
}

/** `${` and `%{` would begin a template. */
export function hclText(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%]\{/g, (sign) => `${sign.charAt(0)}${sign}`);
}
