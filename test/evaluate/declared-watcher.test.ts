import { describe, expect, it } from "vitest";
import { known } from "../../src/model/fact.ts";
import type { Result } from "../../src/model/result.ts";
import type { Trail } from "../../src/model/trail.ts";
import { deepStore, deepTrail, eksTrail, judge, refused, route, stream, tamperAlarm } from "../support/trails.ts";

const declared = [{ store: "siem-*", watched: true, note: "SIEM of the security team" }];
const UNHEARD = [tamperAlarm("CL-LOGGING", null), tamperAlarm("CL-STORE", null)];

/** Nothing of the cloud watches; events also go to a queue that a SIEM reads. */
function watched(rest: Partial<Trail> = {}): Trail {
  const of = eksTrail({
    routes: [route(["audit", "authenticator"], "group"), route(["audit"], "siem-queue")],
    stores: [deepStore("group"), deepStore("siem-queue")],
  });
  return deepTrail(of, { detection: known([]), tampering: UNHEARD, ...rest });
}

async function resultOf(of: Trail, control: string, options = { declared }): Promise<Result | undefined> {
  return (await judge(of, options)).results.find((result) => result.control === control);
}

describe("a SIEM that only the user knows", () => {
  it("is worth a weakness of MON-DETECT, with basis declared", async () => {
    expect(await resultOf(watched(), "MON-DETECT", { declared: [] })).toMatchObject({ status: "fail" });
    expect(await resultOf(watched(), "MON-DETECT")).toMatchObject({
      status: "warn",
      basis: "declared",
      message: "Nothing but what you declared watches it: siem-queue (SIEM of the security team).",
    });
  });

  it("takes nothing from a watcher of the cloud", async () => {
    const both = watched({ detection: known([{ name: "detector", active: true }]) });

    expect(await resultOf(both, "MON-DETECT")).toMatchObject({ status: "pass", basis: "observed" });
  });

  it("counts only for events that reach it", async () => {
    const off = watched({ streams: [stream("audit", known(false)), stream("authenticator")] });
    const elsewhere = watched({ routes: [route(["audit", "authenticator"], "group")] });
    const dead = watched({ stores: [deepStore("group"), deepStore("siem-queue", { state: known("dead") })] });
    const loginsOnly = watched({ routes: [route(["audit"], "group"), route(["authenticator"], "siem-queue")] });

    for (const of of [off, elsewhere, dead, loginsOnly]) {
      expect(await resultOf(of, "MON-DETECT")).toMatchObject({ status: "fail" });
    }
  });

  it("leaves open what may be better or may not reach it", async () => {
    const unread = watched({ detection: refused("guardduty:ListDetectors") });
    const maybeOn = watched({ streams: [stream("audit", refused("eks:DescribeCluster"))] });

    expect(await resultOf(unread, "MON-DETECT")).toMatchObject({
      status: "unknown",
      missing: ["guardduty:ListDetectors"],
    });
    expect(await resultOf(maybeOn, "MON-DETECT")).toMatchObject({
      status: "unknown",
      missing: ["eks:DescribeCluster"],
    });
  });

  it("may tell of changes to the audit path: MON-TAMPER is unknown instead of failing, and never better than what is seen", async () => {
    expect(await resultOf(watched(), "MON-TAMPER", { declared: [] })).toMatchObject({ status: "fail" });
    expect((await resultOf(watched(), "MON-TAMPER"))?.message).toBe(
      "It may be fail or pass: no API shows whether what you declared to watch siem-queue (SIEM of the security team) tells of them (declared on siem-queue).",
    );
    const some = watched({ tampering: [tamperAlarm("CL-LOGGING", "alarm 1"), tamperAlarm("CL-STORE", null)] });
    expect(await resultOf(some, "MON-TAMPER")).toMatchObject({ status: "warn" });
  });
});
