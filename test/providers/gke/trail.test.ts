import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { facts } from "../../../providers/gke/trail.ts";
import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { PROJECT, landscapeWith, routeTo, seen, storeNamed, sweepOf } from "./sweep-of.ts";

const READS = {
  service: "allServices",
  auditLogConfigs: [{ logType: "ADMIN_READ" }, { logType: "DATA_READ" }],
} as const;

describe("a snapshot that lost what a cluster refers to", () => {
  it("leaves open what depended on it, and keeps what Google guarantees", async () => {
    const swept = await sweepOf(landscapeWith({ project: { auditConfigs: [READS] } }));
    const trail = facts.trail(swept.cluster("pay"), () => undefined);
    expect(trail.streams.map(({ on }) => on.state)).toEqual(["known", "unknown", "unknown", "unknown"]);
    expect(seen(routeTo(trail, "_Required").enabled)).toBe(true);
    expect(seen(storeNamed(trail, "_Required").totalDays)).toBe(400);
    expect(routeTo(trail, "_Default").enabled.state).toBe("unknown");
    expect(seen(storeNamed(trail, "_Default").totalDays)).toBe(
      `unknown: snapshot on //logging.googleapis.com/projects/${PROJECT}/buckets`,
    );
    expect(trail.unseenRoutes.some(({ mayTakeAway }) => mayTakeAway.length > 0)).toBe(true);
  });

  it("takes facts of another shape for lost", async () => {
    const swept = await sweepOf(landscapeWith({ project: { auditConfigs: [READS] } }));
    const bent = (record: ResourceRecord | undefined): ResourceRecord | undefined =>
      record && { ...record, facts: { sinks: { state: "known", value: "none", basis: "observed", evidence: [] } } };
    const trail = facts.trail(swept.cluster("pay"), (id) => bent(swept.resources.get(id)));
    expect(trail.streams.map(({ on }) => on.state)).toEqual(["known", "unknown", "unknown", "unknown"]);
    expect(routeTo(trail, "_Default").enabled.state).toBe("unknown");
  });
});

it("the same facts give the same trail", async () => {
  const swept = await sweepOf(landscapeWith({ project: { auditConfigs: [READS] } }));
  expect(JSON.stringify(swept.trail("pay"))).toBe(JSON.stringify(swept.trail("pay")));
});

it("is made without the cloud's SDK", () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const hooks = `${root}test/support/record-modules.ts`;
  const loaded = spawnSync(process.execPath, ["--import", hooks, `${root}providers/gke/trail.ts`], {
    encoding: "utf8",
  });
  expect(loaded.status).toBe(0);
  expect(loaded.stderr).toContain("providers/gke/trail-routes.ts");
  expect(loaded.stderr).not.toMatch(/google-auth-library|@google-cloud|gke\/client/);
});
