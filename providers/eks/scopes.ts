import type { LedgerEntry } from "../../src/model/evidence.ts";
import { ledgerFailure, NoCredential, type Place, type Run, type Selection } from "../contract.ts";
import { asTheyCome } from "./as-they-come.ts";
import { assumeRole, getCallerIdentity, listRegions, type CallerIdentity } from "./calls.ts";
import { createAws } from "./client.ts";
import { checkEndpoints } from "./endpoint.ts";
import type { Site } from "./names.ts";
import type { Listed } from "./paging.ts";
import { renewing } from "./renewing.ts";
import type { Aws, Session, Source } from "./session.ts";
import { failed, homeOf, wantedOf, type Wanted } from "./wanted.ts";

/** One account in one region, and the credentials to read it with. */
export interface EksPlace extends Place {
  readonly session: Session;
  readonly site: Site;
}

/** A set of credentials of the user's own, and whose they are. */
interface Own {
  readonly session: Session;
  readonly identity: CallerIdentity;
  /** Started beside the question who it is; not asked when regions were named. */
  readonly regions: Promise<Listed<string>> | undefined;
}

/** Finds the accounts and regions to read. @throws NoCredential, EndpointRefused */
export async function* planPlaces(selection: Selection, run: Run): AsyncGenerator<EksPlace> {
  checkEndpoints(run.env);
  const wanted = wantedOf(selection, run);
  if (wanted.regions?.length === 0) return;
  const aws = createAws(run.env);
  const sources: Source[] = wanted.profiles.map((name) => ({ kind: "profile", name }));
  const own = (sources.length > 0 ? sources : [{ kind: "default" } as const]).map((source) =>
    openOwn(source, aws, wanted, run),
  );
  aws.warm();
  if (wanted.accounts.length === 0) {
    yield* asTheyCome(own.map(async (opening) => ownPlaces(await opening, wanted, run)));
  } else {
    const opened = (await Promise.all(own)).filter((found) => found !== undefined);
    const others = wanted.accounts.filter((account) => opened.every(({ identity }) => identity.account !== account));
    const mine =
      wanted.profiles.length > 0 ? opened : opened.filter(({ identity }) => wanted.accounts.includes(identity.account));
    yield* asTheyCome([
      ...mine.map((found) => ownPlaces(found, wanted, run)),
      ...others.map((account) => otherPlaces(account, opened[0], aws, wanted, run)),
    ]);
  }
}

/** Asks whose credentials these are, and which regions the account uses, at the same time. */
async function openOwn(source: Source, aws: Aws, wanted: Wanted, run: Run): Promise<Own | undefined> {
  const name = source.kind === "profile" ? source.name : "caller";
  const session = aws.session(source, homeOf(wanted));
  if (!(await session.hasCredentials())) return noCredential(source, run);
  const seat = { scope: name, location: "-", session };
  const regions = wanted.regions ? undefined : listRegions(seat, run);
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

async function ownPlaces(own: Own | undefined, wanted: Wanted, run: Run): Promise<EksPlace[]> {
  if (!own) return [];
  const { session, identity } = own;
  return placesOf(session, identity.account, identity.partition, own.regions, wanted, run);
}

/** Enters another account through the role. */
async function otherPlaces(
  account: string,
  own: Own | undefined,
  aws: Aws,
  wanted: Wanted,
  run: Run,
): Promise<EksPlace[]> {
  if (!own) {
    run.ledger(failed(account, "no credentials of the caller work, so that no role can be entered"));
    return [];
  }
  if (wanted.role === undefined) {
    run.ledger(failed(account, "not the account of the credentials, and no role to enter it was named (--role)"));
    return [];
  }
  const { partition } = own.identity;
  const input = { roleArn: `arn:${partition}:iam::${account}:role/${wanted.role}`, externalId: wanted.externalId };
  const seat = { scope: account, location: "-", session: own.session };
  const answer = await assumeRole(seat, run, input);
  if (!answer.ok) {
    run.ledger({ provider: "eks", scope: account, location: "-", clusters: null, ...ledgerFailure(answer) });
    return [];
  }
  const credentials = renewing(answer.value, async () => {
    const again = await assumeRole(seat, run, input);
    if (again.ok) return again.value;
    throw Object.assign(new Error("the role cannot be entered again"), { name: "ExpiredToken" });
  });
  const session = aws.session({ kind: "role", credentials }, homeOf(wanted));
  const regions = wanted.regions ? undefined : listRegions({ scope: account, location: "-", session }, run);
  return placesOf(session, account, partition, regions, wanted, run);
}

async function placesOf(
  session: Session,
  account: string,
  partition: string,
  listing: Promise<Listed<string>> | undefined,
  { regions }: Wanted,
  run: Run,
): Promise<EksPlace[]> {
  const listed = await listing;
  if (listed && !listed.complete) {
    run.ledger({ provider: "eks", scope: account, location: "-", clusters: null, ...failureOf(listed) });
  }
  if (listed?.complete && listed.items.length === 0) {
    run.ledger(failed(account, "the list of the account's regions came empty, which no account has"));
  }
  const names = listed ? listed.items.map(({ value }) => value) : (regions ?? []);
  return names.map((region) => ({ scope: account, location: region, session, site: { partition, account, region } }));
}

/** The ledger's words for a list that was not read to its end. */
export function failureOf(
  listed: Listed<unknown> & { complete: false },
): Pick<LedgerEntry, "status" | "reason" | "operation" | "permission"> {
  return ledgerFailure({ ok: false, outcome: listed.outcome, gap: listed.gap, evidence: listed.evidence.at(-1) ?? "" });
}
