/** The parts of an ARN that comes from an answer: hostile until it has this form. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  /** Empty for buckets. */
  readonly account: string;
  readonly resource: string;
}

const FORM = /^arn:([a-z][a-z-]{0,20}):([a-z][a-z0-9-]{0,40}):([a-z0-9-]{0,40}):(\d{12}|):([!-~]{1,600})$/;

export function parseArn(text: string): Arn | undefined {
  const [, partition, service, region, account, resource] = FORM.exec(text) ?? [];
  if (partition === undefined || service === undefined || resource === undefined) return undefined;
  return { partition, service, region: region ?? "", account: account ?? "", resource };
}
