import { z } from "zod";

/** Answers of Security Lake, and about who runs it. A list must be there: an answer without it is no empty list. */

const nextToken = z.string().nullish();
const text = z.string().nullish();
/** A role is entered there. */
const account = z.string().regex(/^\d{12}$/);
/** A host's name is made of it. */
const region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/);

export const listDelegatedAnswer = z.object({
  DelegatedAdministrators: z.array(z.object({ Id: account })),
  NextToken: nextToken,
});

const dataLake = z.object({
  dataLakeArn: z.string().min(1),
  region,
  createStatus: text,
  updateStatus: z.object({ status: text }).nullish(),
  lifecycleConfiguration: z
    .object({ expiration: z.object({ days: z.number().int().nonnegative().nullish() }).nullish() })
    .nullish(),
});
export type DataLakeAnswer = z.infer<typeof dataLake>;
export const listDataLakesAnswer = z.object({ dataLakes: z.array(dataLake) });

const awsLogSource = z.object({ sourceName: z.string(), sourceVersion: text });
const logSource = z.object({
  account,
  region,
  sources: z.array(z.object({ awsLogSource: awsLogSource.nullish(), customLogSource: z.unknown().optional() })),
});
export type LogSourceAnswer = z.infer<typeof logSource>;
export const listLogSourcesAnswer = z.object({ sources: z.array(logSource), nextToken });

const collected = z.object({
  account,
  sourceName: text,
  sourceStatuses: z.array(z.object({ status: text })).nullish(),
});
export type CollectedAnswer = z.infer<typeof collected>;
export const dataLakeSourcesAnswer = z.object({ dataLakeSources: z.array(collected), nextToken });
