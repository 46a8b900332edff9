import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsAccount } from "./landscape.ts";
import { bodyOf, errorReply, jsonReply, numberField, pageOf, textField } from "./wire.ts";

export function answerAccount(request: SimRequest, account: AwsAccount, pageSize: number | undefined): SimReply {
  const body = bodyOf(request.body);
  const statuses = body["RegionOptStatusContains"];
  const regions = account.regions
    .map((region) => ({ RegionName: region.name, RegionOptStatus: region.optIn ?? "ENABLED_BY_DEFAULT" }))
    .filter((region) => !Array.isArray(statuses) || statuses.includes(region.RegionOptStatus));
  const page = pageOf(
    regions,
    { token: textField(body, "NextToken"), size: numberField(body, "MaxResults") ?? 50 },
    pageSize,
  );
  if (!page)
    return errorReply("account", { code: "ValidationException", status: 400, message: "NextToken is invalid" });
  return jsonReply("account", { Regions: page.items, ...(page.next === undefined ? {} : { NextToken: page.next }) });
}
