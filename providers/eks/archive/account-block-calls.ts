import type { z } from "zod";
import type { Answer, Run } from "../../contract.ts";
import { BUCKET, type BucketSaid } from "./calls.ts";
import { ask, type Rate, type Seat } from "../asking/ask.ts";
import { bucketPublicAccess } from "../deep-schema.ts";

/** Not published. */
const S3_CONTROL: Rate = { perSecond: 2, burst: 4, concurrent: 2 };

/**
 * What an account blocks of public access to all its buckets, with what its organisation's policy makes it block:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html (2026-11).
 */
export function askAccountBlock(
  { scope, session }: Seat,
  run: Run,
): Promise<Answer<BucketSaid<z.infer<typeof bucketPublicAccess>>>> {
  return ask({ scope, location: "-", session }, run, {
    operation: "s3control:GetPublicAccessBlock",
    target: scope,
    rate: S3_CONTROL,
    attempt: async (signal) => {
      try {
        return { said: bucketPublicAccess.parse(await session.getAccountPublicAccess(scope, signal)) };
      } catch (error) {
        if (error instanceof Error && BUCKET.publicAccess.unset.includes(error.name)) return { said: null };
        throw error;
      }
    },
    excerpt: ({ said }) => ({ publicAccess: said?.PublicAccessBlockConfiguration ?? null }),
  });
}
