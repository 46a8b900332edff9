import { readAll, type AnyStack } from "./body.ts";

/**
 * The SDK takes any markup for an answer, and what it does not find in it for not configured. So the answer of S3 has to
 * be whole and of the kind that was asked for before the SDK may read it.
 */

interface Args {
  request: unknown;
}
type Next = (args: Args) => Promise<{ response: unknown; output: unknown }>;
type Middleware = (next: Next, context: { readonly commandName?: string }) => Next;

interface PlainStack {
  add(middleware: Middleware, options: { step: "deserialize"; priority: "low"; name: string }): void;
}

interface Response {
  readonly statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array | undefined;
}

const ROOTS = new Map([
  ["GetBucketVersioningCommand", "VersioningConfiguration"],
  ["GetObjectLockConfigurationCommand", "ObjectLockConfiguration"],
  ["GetBucketLifecycleConfigurationCommand", "LifecycleConfiguration"],
  ["GetBucketEncryptionCommand", "ServerSideEncryptionConfiguration"],
  ["GetPublicAccessBlockCommand", "PublicAccessBlockConfiguration"],
  ["GetBucketPolicyStatusCommand", "PolicyStatus"],
  ["GetBucketLoggingCommand", "BucketLoggingStatus"],
  ["GetBucketOwnershipControlsCommand", "OwnershipControls"],
  ["GetBucketAclCommand", "AccessControlPolicy"],
]);

/** @throws TypeError, out of the client's calls, when an answer is not the XML that was asked for */
export function checkXml(stack: AnyStack): void {
  const plain: PlainStack = stack;
  plain.add(checkAnswer, { step: "deserialize", priority: "low", name: "trailproofCheckXml" });
}

function checkAnswer(next: Next, { commandName = "" }: { readonly commandName?: string }): Next {
  return async (args) => {
    const result = await next(args);
    const response = result.response as Response;
    const body = await readAll(response.body);
    if (response.statusCode < 300) checkRoot(new TextDecoder().decode(body), rootsOf(commandName));
    response.body = body;
    return result;
  };
}

/** Servers that speak for S3 name some answers after the operation. */
function rootsOf(commandName: string): readonly string[] {
  return [ROOTS.get(commandName) ?? "", commandName.replace(/Command$/, "Response")];
}

function checkRoot(text: string, roots: readonly string[]): void {
  const inside = text.trim().replace(/^<\?xml[^?]{0,200}\?>\s*/, "");
  if (!roots.some((root) => isWhole(inside, root))) throw new TypeError(`the answer is no ${roots[0]}`);
}

function isWhole(inside: string, root: string): boolean {
  const begins = inside.startsWith(`<${root}`) && /^[\s/>]/.test(inside.slice(root.length + 1));
  const isEmpty = begins && /^<[^<>]*\/>$/.test(inside);
  return isEmpty || (begins && inside.endsWith(`</${root}>`));
}
