import { UnexpectedAnswer } from "./errors.ts";

export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Names come from strangers: nothing in them may change which method is called. */
export function encoded(name: string): string {
  const parts = name.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    throw new UnexpectedAnswer("the name is not one");
  return parts.map(encodeURIComponent).join("/");
}

/** A query without what is empty. */
export function filled(query: { readonly [name: string]: string }): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
}
