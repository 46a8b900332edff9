import { describe, expect, it } from "vitest";
import { known, unknown } from "../../../src/model/fact.ts";
import type { Filter, Route, SideCopy, Store, Trail } from "../../../src/model/trail.ts";
import {
  aksTrail,
  deepStore,
  deepTrail,
  eksTrail,
  filter,
  gkeTrail,
  refused,
  resultOf,
  route,
  statuses,
  stream,
} from "../../support/trails.ts";

const OWN = { foreign: known(false) };
const ALL = ["activity", "ADMIN_READ", "DATA_READ", "DATA_WRITE"];

/** An EKS cluster with its log group at home and a copy in a bucket. */
function copied(bucket: Partial<Store> = {}, way: Partial<Route> = {}, streams = ["audit", "authenticator"]): Trail {
  return deepTrail(eksTrail(), {
    routes: [route(["audit", "authenticator"], "group"), route(streams, "bucket", way)],
    stores: [deepStore("group", OWN), deepStore("bucket", bucket)],
  });
}

/** A GKE cluster whose sink copies some of its streams elsewhere. */
function sunk(streams: readonly string[], filters: readonly Filter[] = []): Trail {
  const base = gkeTrail();
  return deepTrail(base, {
    routes: [...base.routes, route(streams, "central", { filters })],
    stores: [deepStore("_Required", OWN), deepStore("_Default", OWN), deepStore("central", { scope: "log-project" })],
  });
}

/** An EKS cluster with all its stores at home, and a copy beside them. */
function beside(rest: Partial<SideCopy> = {}, streams: readonly string[] = ["audit"]): Trail {
  const copy = { name: "the lake", scope: "lake-scope", streams, collects: known(true), foreign: known(true), ...rest };
  return { ...copied(OWN), sideCopies: [copy] };
}

async function statusOf(of: Trail): Promise<string> {
  return (await resultOf(of, "LOG-CENTRAL")).status;
}

/** What makes a store hold nothing of use. */
const WORTHLESS: readonly (readonly [string, Partial<Store>])[] = [
  ["dead", { state: known("dead") }],
  ["about to be made again", { state: known("absent") }],
  ["encrypted under a disabled key", { readable: known(false) }],
];

describe("LOG-CENTRAL", () => {
  it("passes with a whole copy elsewhere, and names it", async () => {
    const found = await resultOf(sunk(ALL), "LOG-CENTRAL");

    expect(found.status).toBe("pass");
    expect(found.message).toBe("A whole copy is held in another administrative domain: central (log-project).");
  });

  it("fails when all copies are at home", async () => {
    const found = await resultOf(copied(OWN), "LOG-CENTRAL");

    expect(found).toMatchObject({ status: "fail", severity: "high" });
    expect(found.message).toBe("All copies are in the cluster's own administrative domain: group and bucket.");
  });

  it.each([
    ["Admin Activity alone", ["activity"]],
    ["all streams but one that carries must-activities", ["activity", "ADMIN_READ", "DATA_WRITE"]],
    ["all streams but one of which the catalogue knows no request", ["activity", "ADMIN_READ", "DATA_READ"]],
  ])("fails when the copy holds %s", async (_, streams) => {
    expect(await statusOf(sunk(streams))).toBe("fail");
  });

  it("needs all streams of which one brings a request, and it is not published which", async () => {
    const base = sunk(["activity", "ADMIN_READ", "DATA_WRITE"]);
    const logsOnly = filter("selection", ({ request }) => (request.subresource === "log" ? "all" : "none"));
    const way = route(["DATA_READ"], "central", { filters: [logsOnly] });

    expect(await statusOf({ ...base, routes: [...base.routes, way] })).toBe("fail");
    expect(await statusOf({ ...base, routes: [...base.routes, { ...way, filters: [] }] })).toBe("pass");
  });

  it("fails when the copy lacks the authentication stream", async () => {
    expect(await statusOf(copied({}, {}, ["audit"]))).toBe("fail");
  });

  it("needs no copy of a stream that is off", async () => {
    const of = copied({}, {}, ["audit"]);

    expect(await statusOf({ ...of, streams: [stream("audit"), stream("authenticator", known(false))] })).toBe("pass");
  });

  it.each([
    ["drops a kind of caller", filter("selection", (probe) => (probe.caller === "kubelet" ? "none" : "all"))],
    ["samples", filter("sample", "some")],
  ])("fails when the way to the copy %s", async (_, taker) => {
    expect(await statusOf(copied({}, { filters: [taker] }))).toBe("fail");
  });

  it.each([
    ["drops", known(true), "fail"],
    ["may drop", unknown({ call: "filter", on: "x", reason: "it cannot be decided" }), "unknown"],
    ["keeps", known(false), "pass"],
  ])("asks what becomes of requests outside the catalogue: the way %s them", async (_, drops, status) => {
    const selection: Filter = { ...filter("selection", "all"), dropsOthers: () => drops };

    const found = await statuses(copied({}, { filters: [selection] }));

    expect(found["LOG-CENTRAL"]).toBe(status);
    // What a copy leaves out by choice is no exemption.
    expect(found["AUD-NO-EXEMPTION"]).toBe("pass");
  });

  it("minds no request of a stream that another way brings whole", async () => {
    const selection = (streams: readonly string[]): Filter => ({
      ...filter("selection", "all"),
      keeps: (_, stream) => known(streams.includes(stream) ? "all" : "none"),
      dropsOthers: (stream) => known(!streams.includes(stream)),
    });
    const base = sunk(["activity"]);
    const reads = ALL.filter((id) => id !== "activity");
    const ways = [["activity"], reads].map((ids, index) =>
      route(ALL, "central", { id: `sink ${index}`, filters: [selection(ids)] }),
    );

    expect(await statusOf({ ...base, routes: [...base.routes, ...ways] })).toBe("pass");
    expect(await statusOf({ ...base, routes: [...base.routes, ...ways.slice(1)] })).toBe("pass");
    expect(await statusOf({ ...base, routes: [...base.routes, ...ways.slice(0, 1)] })).toBe("fail");
  });

  it("is not spoilt by a filter on the way to another store", async () => {
    const base = copied();
    const [group, bucket] = base.routes;

    expect(group && bucket).toBeTruthy();
    expect(
      await statusOf({
        ...base,
        routes: base.routes.map((one) => (one === group ? { ...one, filters: [filter("exclusion", "some")] } : one)),
      }),
    ).toBe("pass");
  });

  it("asks a copy for no more than is recorded: what a member's exemption takes is nowhere", async () => {
    const base = sunk(ALL);
    const member = filter("exemption", (probe) => (probe.caller === "human" ? "some" : "all"));

    expect(
      await statusOf({ ...base, streams: base.streams.map((one) => ({ ...one, exemptions: known([member]) })) }),
    ).toBe("pass");
  });

  it("takes one stream's copy for another that brings the same requests", async () => {
    const both = deepTrail(aksTrail(["kube-audit", "kube-audit-admin"]), {
      routes: [route(["kube-audit-admin"], "workspace"), route(["kube-audit"], "vault")],
      stores: [deepStore("workspace", OWN), deepStore("vault")],
    });
    const reversed = {
      ...both,
      routes: [route(["kube-audit"], "workspace"), route(["kube-audit-admin"], "vault")],
    };

    expect(await statusOf(both)).toBe("pass");
    expect(await statusOf(reversed)).toBe("fail");
  });

  it.each(WORTHLESS)("does not count a copy that is %s", async (_, bucket) => {
    expect(await statusOf(copied(bucket))).toBe("fail");
  });

  it("does not count a copy whose way is switched off", async () => {
    expect(await statusOf(copied({}, { enabled: known(false) }))).toBe("fail");
  });

  it("fails when a stream that is on has a dead store alone", async () => {
    const of = deepTrail(aksTrail(), {
      routes: [route(["kube-audit"], "workspace"), route(["guard"], "former")],
      stores: [deepStore("workspace"), deepStore("former", { state: known("dead") })],
    });

    expect(await statusOf(of)).toBe("fail");
  });

  it("is unknown when the owner of the copy may not be read, and names the permission", async () => {
    expect(await resultOf(copied({ foreign: refused("sts:GetCallerIdentity") }), "LOG-CENTRAL")).toMatchObject({
      status: "unknown",
      missing: ["sts:GetCallerIdentity"],
    });
  });

  it("is unknown, not failed, while an unreadable folder may make a copy; a pass stands", async () => {
    const unseenRoutes = [{ streams: ALL, fact: refused("logging.sinks.list", "folders/1"), mayTakeAway: [] }];

    expect(await resultOf({ ...sunk(["activity"]), unseenRoutes }, "LOG-CENTRAL")).toMatchObject({
      status: "unknown",
      missing: ["logging.sinks.list"],
    });
    expect(await statusOf({ ...sunk(ALL), unseenRoutes })).toBe("pass");
  });

  it("stays failed where the unreadable folder copies another stream", async () => {
    const unseenRoutes = [{ streams: ["activity"], fact: refused("logging.sinks.list"), mayTakeAway: [] }];

    expect(await statusOf({ ...sunk(["activity"]), unseenRoutes })).toBe("fail");
  });

  it("passes with a copy from a feed of the provider's own, and names it", async () => {
    const found = await resultOf(beside({}, ["audit", "authenticator"]), "LOG-CENTRAL");

    expect(found.message).toBe("A whole copy is held in another administrative domain: the lake (lake-scope).");
    expect(found.status).toBe("pass");
  });

  it("fails where such a copy lacks a stream, unless a store elsewhere has that one", async () => {
    const lacking = await resultOf(beside(), "LOG-CENTRAL");
    const whole = { ...beside(), routes: copied({}, {}, ["authenticator"]).routes };

    expect(lacking).toMatchObject({ status: "fail" });
    expect(lacking.message).toBe(
      "What another administrative domain holds is not the whole: the lake (lake-scope, audit only).",
    );
    expect(await statusOf({ ...whole, stores: copied().stores })).toBe("pass");
    expect(await statusOf({ ...whole, stores: copied().stores, sideCopies: [] })).toBe("fail");
  });

  it.each([
    ["that collects nothing", { collects: known(false) }],
    ["at home", { foreign: known(false) }],
  ])("does not count such a copy %s", async (_, copy) => {
    expect(await statusOf(beside(copy, ["audit", "authenticator"]))).toBe("fail");
  });

  it("is unknown while such a copy may exist; a pass stands, and so does a fail that it could not mend", async () => {
    const open = refused("lake:List");
    const of = beside({ collects: open, foreign: open }, ["audit", "authenticator"]);

    expect(await resultOf(of, "LOG-CENTRAL")).toMatchObject({ status: "unknown", missing: ["lake:List"] });
    expect(await statusOf({ ...copied(), sideCopies: of.sideCopies ?? [] })).toBe("pass");
    expect(await statusOf(beside({ collects: open, foreign: open }))).toBe("fail");
  });

  it("counts such a copy for no other control", async () => {
    const [without, found] = await Promise.all([
      statuses(copied(OWN)),
      statuses(beside({}, ["audit", "authenticator"])),
    ]);

    expect(found).toEqual({ ...without, "LOG-CENTRAL": "pass" });
  });

  it("fails, whatever such a copy holds, while nothing leaves the control plane", async () => {
    const off = { ...beside(), streams: [stream("audit", known(false)), stream("authenticator", known(false))] };

    expect(await resultOf(off, "LOG-CENTRAL")).toMatchObject({ status: "fail", causedBy: "AUD-ENABLED" });
  });

  it("fails and follows from AUD-ENABLED while nothing leaves the control plane", async () => {
    const off = { ...copied(), streams: [stream("audit", known(false)), stream("authenticator")] };

    expect(await resultOf(off, "LOG-CENTRAL")).toMatchObject({ status: "fail", causedBy: "AUD-ENABLED" });
  });
});
