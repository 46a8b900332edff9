import type { SimReply, SimRequest } from "../cloud.ts";
import type { Seat } from "./seat.ts";
import { bodyOf, errorReply, jsonReply, numberField, pageOf, textField } from "./wire.ts";

export function answerObservability(request: SimRequest, seat: Seat): SimReply {
  const body = bodyOf(request.body);
  const asked = { token: textField(body, "NextToken"), size: numberField(body, "MaxResults") ?? 100 };
  const page = pageOf(seat.region.pipelines ?? [], asked, seat.pageSize);
  if (!page)
    return errorReply("observabilityadmin", {
      code: "ValidationException",
      status: 400,
      message: "NextToken is invalid",
    });
  const PipelineSummaries = page.items.map((pipeline) => ({
    Arn: `arn:${seat.partition}:observabilityadmin:${seat.region.name}:${seat.account.id}:telemetry-pipeline/${pipeline.name}`,
    Name: pipeline.name,
    Status: pipeline.status ?? "ACTIVE",
    CreatedTimeStamp: 1_760_000_000,
    LastUpdateTimeStamp: 1_760_000_000,
    ConfigurationSummary: {
      Sources: pipeline.sources.map((Type) => ({ Type })),
      DataSources: (pipeline.dataSources ?? []).map(({ name, type }) => ({
        Name: name,
        ...(type === undefined ? {} : { Type: type }),
      })),
      Processors: pipeline.processors ?? [],
      ProcessorCount: pipeline.processors?.length ?? 0,
      Sinks: pipeline.sinks ?? ["cloudwatch_logs"],
    },
  }));
  return jsonReply("observabilityadmin", {
    PipelineSummaries,
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  });
}
