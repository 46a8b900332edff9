import type { SimReply, SimRequest } from "../cloud.ts";
import type { Seat } from "./seat.ts";
import { errorReply, jsonReply, pageOf } from "./wire.ts";

export function answerGuardDuty(request: SimRequest, operation: string, target: string, seat: Seat): SimReply {
  const detectors = seat.region.detectors ?? [];
  if (operation === "ListDetectors") {
    const token = request.query.get("nextToken") ?? undefined;
    const ids = detectors.map(({ id }) => id);
    const page = pageOf(ids, { token, size: 50 }, seat.pageSize);
    if (!page) return badRequest("The request is rejected because the parameter nextToken has an invalid value.");
    return jsonReply("guardduty", { detectorIds: page.items, nextToken: page.next ?? "" });
  }
  const detector = detectors.find(({ id }) => id === target);
  if (!detector) {
    return badRequest("The request is rejected because the input detectorId is not owned by the current account.");
  }
  const auditLogs = detector.auditLogs === undefined ? "ENABLED" : detector.auditLogs;
  const feature = (name: string, status: string) => ({ name, status, updatedAt: 1_760_000_000 });
  return jsonReply("guardduty", {
    createdAt: "2025-01-01T00:00:00.000Z",
    findingPublishingFrequency: "SIX_HOURS",
    serviceRole: `arn:${seat.partition}:iam::${seat.account.id}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
    status: detector.status ?? "ENABLED",
    features: [
      feature("CLOUD_TRAIL", "ENABLED"),
      ...(auditLogs === null ? [] : [feature("EKS_AUDIT_LOGS", auditLogs)]),
      feature("RUNTIME_MONITORING", "DISABLED"),
    ],
    tags: {},
  });
}

function badRequest(message: string): SimReply {
  return errorReply("guardduty", { code: "BadRequestException", status: 400, message });
}
