import type { AwsAccount, AwsLandscape, AwsRegion } from "./landscape.ts";

/** From where a request is answered: the account and region that its signature names. */
export interface Seat {
  readonly partition: string;
  readonly account: AwsAccount;
  readonly region: AwsRegion;
  readonly landscape: AwsLandscape;
  readonly pageSize: number | undefined;
}
