import type { SimReply } from "../cloud.ts";
import type { AwsAccount } from "./landscape.ts";
import { publicAccessFields } from "./s3.ts";
import { errorReply, s3Reply } from "./wire.ts";

/** S3, as far as accounts are described. */
export function answerS3Control(target: string, account: AwsAccount): SimReply {
  if (target !== account.id) {
    return errorReply("s3control", { code: "AccessDenied", status: 403, message: "Access Denied" });
  }
  if (account.publicAccessBlock === undefined) {
    const message = "The public access block configuration was not found";
    return errorReply("s3control", { code: "NoSuchPublicAccessBlockConfiguration", status: 404, message });
  }
  return s3Reply("PublicAccessBlockConfiguration", publicAccessFields(account.publicAccessBlock));
}
