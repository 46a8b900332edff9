/** A resource id of Azure, taken apart. */
export interface ArmId {
  /** As it was given, with a leading slash and without a trailing one. */
  readonly id: string;
  /** Lower case. */
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Such as `microsoft.storage/storageaccounts`, lower case; children add their type. */
  readonly type: string;
  /** Names from the outermost resource inwards, as given. */
  readonly names: readonly string[];
  /** The id as a URL path: every segment encoded. */
  readonly path: string;
}

const SHAPE = /^\/subscriptions\/([0-9a-f-]{36})\/resourcegroups\/([^/]+)\/providers\/([^/]+)((?:\/[^/]+\/[^/]+)+)$/i;

/** Undefined when the text is no id of a resource: such a text never becomes part of a URL. */
export function parseArmId(text: string): ArmId | undefined {
  const id = `/${text.replace(/^\/+|\/+$/g, "")}`;
  const found = SHAPE.exec(id);
  if (!found) return undefined;
  const [, subscription = "", resourceGroup = "", namespace = "", rest = ""] = found;
  const segments = rest.slice(1).split("/");
  if (id.split("/").some((segment) => segment === "." || segment === "..")) return undefined;
  return {
    id,
    subscription: subscription.toLowerCase(),
    resourceGroup,
    type: [namespace, ...segments.filter((_, at) => at % 2 === 0)].join("/").toLowerCase(),
    names: segments.filter((_, at) => at % 2 === 1),
    path: id.split("/").map(encodeURIComponent).join("/"),
  };
}

/** The same resource has the same key, whatever the letter case of its id. */
export function keyOf(id: ArmId): string {
  return id.id.toLowerCase();
}

/** The id without its last type and name; undefined for an outermost resource. */
export function parentOf(id: ArmId): ArmId | undefined {
  return id.names.length < 2 ? undefined : parseArmId(id.id.split("/").slice(0, -2).join("/"));
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Subscriptions and tenants are named by one. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}
