import type { Json } from "../../model/json.ts";
import type { SimReply, SimRequest } from "../cloud.ts";
import type { AwsDeliveryStream } from "./deep-landscape.ts";
import type { Seat } from "./seat.ts";
import { bodyOf, errorReply, jsonReply, textField } from "./wire.ts";

/** Firehose and Kinesis. */

export function answerFirehose(request: SimRequest, operation: string, seat: Seat): SimReply {
  const name = textField(bodyOf(request.body), "DeliveryStreamName") ?? "";
  if (operation !== "DescribeDeliveryStream") return unknownOperation("firehose", operation);
  const stream = seat.region.deliveryStreams?.find((candidate) => candidate.name === name);
  if (!stream) return missing("firehose", `Firehose ${name} under account ${seat.account.id} not found.`);
  return jsonReply("firehose", {
    DeliveryStreamDescription: {
      DeliveryStreamName: name,
      DeliveryStreamARN: `arn:${seat.partition}:firehose:${seat.region.name}:${seat.account.id}:deliverystream/${name}`,
      DeliveryStreamStatus: stream.status ?? "ACTIVE",
      DeliveryStreamType: "DirectPut",
      VersionId: "1",
      HasMoreDestinations: false,
      Destinations: [{ DestinationId: "destinationId-000000000001", ...destinationOf(stream, seat) }],
    },
  });
}

/** S3 is described twice, in its old form and in the extended one. */
function destinationOf(stream: AwsDeliveryStream, seat: Seat): { [name: string]: Json } {
  const common = {
    RoleARN: `arn:${seat.partition}:iam::${seat.account.id}:role/firehose`,
    BucketARN: stream.bucketArn,
    ...(stream.prefix === undefined ? {} : { Prefix: stream.prefix }),
    BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
    CompressionFormat: "UNCOMPRESSED",
    EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
  };
  if (stream.destination !== undefined) {
    return { [`${stream.destination}DestinationDescription`]: { S3DestinationDescription: common } };
  }
  const processors = (stream.processors ?? []).map((Type) => ({ Type, Parameters: [] }));
  return {
    S3DestinationDescription: common,
    ExtendedS3DestinationDescription: {
      ...common,
      ProcessingConfiguration: { Enabled: processors.length > 0, Processors: processors },
      DataFormatConversionConfiguration: { Enabled: stream.converts ?? false },
      S3BackupMode: "Disabled",
    },
  };
}

export function answerKinesis(request: SimRequest, operation: string, seat: Seat): SimReply {
  const name = textField(bodyOf(request.body), "StreamName") ?? "";
  if (operation !== "DescribeStreamSummary") return unknownOperation("kinesis", operation);
  const stream = seat.region.kinesisStreams?.find((candidate) => candidate.name === name);
  if (!stream) return missing("kinesis", `Stream ${name} under account ${seat.account.id} not found.`);
  return jsonReply("kinesis", {
    StreamDescriptionSummary: {
      StreamName: name,
      StreamARN: `arn:${seat.partition}:kinesis:${seat.region.name}:${seat.account.id}:stream/${name}`,
      StreamStatus: stream.status ?? "ACTIVE",
      RetentionPeriodHours: 24,
      StreamCreationTimestamp: 1_760_000_000,
      EnhancedMonitoring: [],
      OpenShardCount: 1,
      EncryptionType: "NONE",
    },
  });
}

function missing(service: string, message: string): SimReply {
  return errorReply(service, { code: "ResourceNotFoundException", status: 400, message });
}

function unknownOperation(service: string, operation: string): SimReply {
  const message = `no such operation: ${operation}`;
  return errorReply(service, { code: "UnknownOperationException", status: 400, message });
}
