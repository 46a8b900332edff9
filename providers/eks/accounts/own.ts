import { ledgerFailure, NoCredential, type Run } from "../../contract.ts";
import { getCallerIdentity, listRegions, type CallerIdentity } from "../calls.ts";
import type { Listed } from "../asking/paging.ts";
import type { Aws, Session, Source } from "../client/session.ts";
import { failed, homeOf, type Wanted } from "./wanted.ts";

/** A set of credentials of the user's own, and whose they are. */
export interface Own {
  readonly session: Session;
  readonly identity: CallerIdentity;
  /** Started beside the question who it is, where the account is read for sure. */
  readonly regions: Promise<Listed<string>> | undefined;
}

/** Asks whose credentials these are, and which regions the account uses, at the same time. */
export async function openOwn(source: Source, aws: Aws, wanted: Wanted, run: Run): Promise<Own | undefined> {
  const name = source.kind === "profile" ? source.name : "caller";
  const session = aws.session(source, homeOf(wanted));
  if (!(await session.hasCredentials())) return noCredential(source, run);
  const seat = { scope: name, location: "-", session };
  // A sample is no race, and is told by account.
  const isSure = !wanted.organization && wanted.accounts.length === 0 && run.mostClusters === undefined;
  const regions = wanted.regions || !isSure ? undefined : listRegions(seat, run);
  // Whatever it throws, the question beside it throws as well.
  regions?.catch(() => undefined);
  const answer = await getCallerIdentity(seat, run);
  if (answer.ok) return { session, identity: answer.value, regions };
  run.ledger({ provider: "eks", scope: name, location: "-", clusters: null, ...ledgerFailure(answer) });
  return undefined;
}

function noCredential(source: Source, run: Run): undefined {
  if (source.kind === "profile") {
    run.ledger(failed(source.name, "this AWS profile gives no credentials; see aws configure list-profiles"));
    return undefined;
  }
  throw new NoCredential(
    "no AWS credentials in the environment, the shared configuration, single sign-on, container or instance metadata: " +
      "run aws sso login, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  );
}
