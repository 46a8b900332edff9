import type { Answer, Call, Place, Reader, Run, Selection } from "../../providers/contract.ts";
import type { LedgerEntry, Outcome } from "../model/evidence.ts";

/** A call that was tried, and for which scope. */
export interface TriedCall {
  readonly provider: string;
  /** The scope that was being read; while scopes were being found, the one that the call was about. */
  readonly scope: string;
  readonly location: string;
  /** Whether the scope was being read, or scopes were still being found. */
  readonly reading: boolean;
  readonly operation: string;
  readonly permission: string;
  readonly outcome: Outcome;
  /** Present unless it succeeded. */
  readonly reason?: string;
  /** What the permission is missing on, when it is not the scope itself. */
  readonly on?: string;
}

/** All places of a scope, read one after the other until one of them has shown a cluster. */
interface Sample extends Place {
  readonly places: readonly Place[];
}

/**
 * A reader that tries each call of another one once for each scope: it reads places until it has met a cluster, and no more
 * clusters than one; then it tries what that gave no cause for. What is tried is told to `tell`.
 */
export function samplingReader(provider: string, reader: Reader, tell: (tried: TriedCall) => void): Reader<Sample> {
  return {
    async *plan(selection: Selection, run: Run) {
      const scopes = new Map<string, Place[]>();
      const planning = recording(run, provider, tell);
      for await (const place of reader.plan(selection, planning)) {
        const places = scopes.get(place.scope);
        if (places) places.push(place);
        else scopes.set(place.scope, [place]);
      }
      for (const [scope, places] of scopes) yield { scope, location: places[0]?.location ?? "-", places };
    },
    async read({ scope, places }, run) {
      let met = 0;
      const tried = new Set<string>();
      const telling = (call: TriedCall): void => {
        if (call.on === undefined) tried.add(call.permission);
        tell(call);
      };
      const reading = recording(run, provider, telling, scope);
      const counting: Run = {
        ...reading,
        cluster(record) {
          met += 1;
          run.cluster(record);
        },
      };
      let last: LedgerEntry | undefined;
      let looked: Place | undefined;
      for (const place of places) {
        if (met > 0 || run.signal.aborted) break;
        // What was passed over stands in the ledger as well.
        if (last) run.ledger(last);
        looked = place;
        last = await reader.read(place, counting);
      }
      if (looked) await reader.probe?.(looked, counting, tried);
      return last ?? { provider, scope, location: "-", status: "failed", clusters: null, reason: "interrupted" };
    },
  };
}

/** The run, with every call told. @param scope that is being read; that of each call when absent */
function recording(run: Run, provider: string, tell: (tried: TriedCall) => void, scope?: string): Run {
  return {
    ...run,
    mostClusters: 1,
    async call<T>(call: Call<T>): Promise<Answer<T>> {
      const answer = await run.call(call);
      const { operation, location, permission } = call;
      const about = { provider, scope: scope ?? call.scope, location, reading: scope !== undefined, operation };
      if (answer.ok) {
        tell({ ...about, permission, outcome: "ok", ...elsewhere(call.scope, scope) });
      } else {
        const { gap, outcome } = answer;
        const on = outcome === "denied" ? gap.on : call.scope;
        const missing = outcome === "denied" ? (gap.permission ?? permission) : permission;
        tell({ ...about, permission: missing, outcome, reason: gap.reason, ...elsewhere(on, scope ?? call.scope) });
      }
      return answer;
    },
  };
}

function elsewhere(on: string, scope: string | undefined): { readonly on?: string } {
  return scope === undefined || on === scope ? {} : { on };
}
