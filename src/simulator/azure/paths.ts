/** The last segment of an id. */
export function lastOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
