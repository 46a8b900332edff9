import type { SimReply, SimRequest } from "../cloud.ts";
import type { Seat } from "./seat.ts";
import { bodyOf, errorReply, jsonReply, textField } from "./wire.ts";

export function answerKms(request: SimRequest, operation: string, seat: Seat): SimReply {
  const id = textField(bodyOf(request.body), "KeyId") ?? "";
  if (operation !== "DescribeKey")
    return errorReply("kms", { code: "UnknownOperationException", status: 400, message: "no such operation" });
  const owner = id.split(":")[4] ?? seat.account.id;
  const region = seat.landscape.accounts
    .find((account) => account.id === owner)
    ?.regions.find((candidate) => candidate.name === seat.region.name);
  const key = region?.keys?.find((candidate) => candidate.arn === id || candidate.arn.endsWith(`/${id}`));
  if (owner !== seat.account.id && !key?.shared) {
    const message = `User: arn:${seat.partition}:iam::${seat.account.id}:user/simulated is not authorized to perform: kms:DescribeKey on resource: ${id} because no resource-based policy allows the kms:DescribeKey action`;
    return errorReply("kms", { code: "AccessDeniedException", status: 400, message });
  }
  if (!key) return errorReply("kms", { code: "NotFoundException", status: 400, message: `Key '${id}' does not exist` });
  const state = key.state ?? "Enabled";
  return jsonReply("kms", {
    KeyMetadata: {
      AWSAccountId: owner,
      KeyId: key.arn.slice(key.arn.lastIndexOf("/") + 1),
      Arn: key.arn,
      CreationDate: 1_700_000_000,
      Enabled: state === "Enabled",
      KeyState: state,
      KeyUsage: "ENCRYPT_DECRYPT",
      KeyManager: "CUSTOMER",
      Origin: "AWS_KMS",
      MultiRegion: false,
    },
  });
}
