import { describe, expect, it } from "vitest";
import { CALLERS, type Caller, type Trail } from "../../../src/model/trail.ts";
import type { Fault } from "../../../src/simulator/cloud.ts";
import type { SimAuditConfig } from "../../../src/simulator/google/landscape.ts";
import { FOLDER, ORGANIZATION, PROJECT, landscapeWith, seen, streamOf, sweepOf, type Hierarchy } from "./sweep-of.ts";

type LogType = SimAuditConfig["auditLogConfigs"][number]["logType"];

function config(service: string, types: readonly LogType[], exemptedMembers: readonly string[] = []): SimAuditConfig {
  const members = exemptedMembers.length > 0 ? { exemptedMembers } : {};
  return { service, auditLogConfigs: types.map((logType) => ({ logType, ...members })) };
}

const READS = config("container.googleapis.com", ["ADMIN_READ", "DATA_READ"]);

async function trailOf(parts: Hierarchy, faults: readonly Fault[] = []): Promise<Trail> {
  return (await sweepOf(landscapeWith(parts), { knobs: { faults } })).trail("pay");
}

function on(trail: Trail): readonly unknown[] {
  return trail.streams.map((stream) => seen(stream.on));
}

const FOLDER_REFUSED: Fault = { operation: "resourcemanager.folders.getIamPolicy", kind: "denied" };
const FOLDER_GAP = `unknown: resourcemanager.folders.getIamPolicy on folders/${FOLDER}`;

describe("Data Access", () => {
  it("is off where nobody switches it on; Admin Activity always is", async () => {
    const trail = await trailOf({});
    expect(trail.profile).toBe("gke");
    expect(trail.streams.map(({ id }) => id)).toEqual(["activity", "ADMIN_READ", "DATA_READ", "DATA_WRITE"]);
    expect(on(trail)).toEqual([true, false, false, false]);
    expect(streamOf(trail, "activity").on).toMatchObject({ basis: "documented" });
    expect(seen(streamOf(trail, "activity").exemptions)).toEqual([]);
  });

  it("is on by project, folder and organisation together, for the API or for all services", async () => {
    const trail = await trailOf({
      project: { auditConfigs: [config("container.googleapis.com", ["ADMIN_READ"])] },
      folder: { auditConfigs: [config("allServices", ["DATA_READ"])] },
      organization: {
        auditConfigs: [config("storage.googleapis.com", ["DATA_READ"]), config("allServices", ["DATA_WRITE"])],
      },
    });
    expect(on(trail)).toEqual([true, true, true, true]);
  });

  it("is not switched on for other services or for k8s.io, and the latter is said", async () => {
    const trail = await trailOf({
      folder: { auditConfigs: [config("k8s.io", ["ADMIN_READ"]), config("storage.googleapis.com", ["DATA_READ"])] },
    });
    expect(on(trail)).toEqual([true, false, false, false]);
    expect(trail.notes).toEqual([
      {
        control: "AUD-READS",
        text: expect.stringContaining(`folders/${FOLDER} configures audit logs for the service k8s.io`),
      },
    ]);
  });

  it("is known to be on where the project says so, whatever a folder hides", async () => {
    const trail = await trailOf({ project: { auditConfigs: [READS] } }, [FOLDER_REFUSED]);
    expect(on(trail)).toEqual([true, true, true, FOLDER_GAP]);
    expect(seen(streamOf(trail, "ADMIN_READ").exemptions)).toBe(FOLDER_GAP);
  });

  it("is open when the project's own policy or its ancestors cannot be read", async () => {
    const own: Fault = { operation: "resourcemanager.projects.getIamPolicy", kind: "denied" };
    expect(on(await trailOf({ folder: { auditConfigs: [READS] } }, [own]))).toEqual([
      true,
      true,
      true,
      `unknown: resourcemanager.projects.getIamPolicy on projects/${PROJECT}`,
    ]);
    const ancestry: Fault = { operation: "resourcemanager.projects.getAncestry", kind: "denied" };
    expect(on(await trailOf({ project: { auditConfigs: [READS] } }, [ancestry]))).toEqual([
      true,
      true,
      true,
      `unknown: resourcemanager.projects.get on projects/${PROJECT}`,
    ]);
  });

  it("is open when a policy is an empty object or a page of a proxy", async () => {
    for (const kind of ["empty-object", "html"] as const) {
      const trail = await trailOf({}, [{ operation: "resourcemanager.organizations.getIamPolicy", kind }]);
      expect(on(trail)[1]).toBe(`unknown: resourcemanager.organizations.getIamPolicy on organizations/${ORGANIZATION}`);
    }
  });
});

describe("exempted members", () => {
  it("add up over levels and services, per log type", async () => {
    const trail = await trailOf({
      project: {
        auditConfigs: [
          config("container.googleapis.com", ["ADMIN_READ"]),
          config("allServices", ["DATA_READ"], ["user:a@example.com"]),
        ],
      },
      organization: {
        auditConfigs: [
          config("allServices", ["ADMIN_READ"], ["group:b@example.com"]),
          config("storage.googleapis.com", ["ADMIN_READ"], ["user:c@example.com"]),
        ],
      },
    });
    const texts = trail.streams.map(({ exemptions }) =>
      exemptions.state === "known" ? exemptions.value.map(({ text }) => text) : exemptions.state,
    );
    expect(texts).toEqual([
      [],
      [`group:b@example.com, exempted at organizations/${ORGANIZATION}`],
      [`user:a@example.com, exempted at projects/${PROJECT}`],
      [],
    ]);
  });

  it("that are known stay known beside a folder that hides more, and that is said", async () => {
    const trail = await trailOf(
      { project: { auditConfigs: [config("allServices", ["ADMIN_READ"], ["user:a@example.com"])] } },
      [FOLDER_REFUSED],
    );
    const { exemptions } = streamOf(trail, "ADMIN_READ");
    expect(exemptions).toMatchObject({ state: "known", value: [{ kind: "exemption" }] });
    expect(trail.notes).toEqual([{ control: "AUD-NO-EXEMPTION", text: expect.stringContaining(`folders/${FOLDER}`) }]);
  });

  const cases: readonly [member: string, google: string][] = [
    ["user:a@example.com", "some"],
    ["group:a@example.com", "some"],
    ["serviceAccount:a@p.iam.gserviceaccount.com", "some"],
    ["principal://iam.googleapis.com/locations/global/workforcePools/p/subject/a", "some"],
    ["domain:example.com", "none"],
    ["allUsers", "none"],
    ["allAuthenticatedUsers", "none"],
    ["principalSet://iam.googleapis.com/locations/global/workforcePools/p/*", "none"],
    ["deleted:user:a@example.com?uid=1", "all"],
    ["whoever", "unknown: resourcemanager.getIamPolicy on projects/shop-prod"],
  ];
  it.each(cases)(
    "such as %s keep %s of what people do, and all that Kubernetes' own identities do",
    async (member, google) => {
      const trail = await trailOf({ project: { auditConfigs: [config("allServices", ["ADMIN_READ"], [member])] } });
      const { exemptions } = streamOf(trail, "ADMIN_READ");
      const filter = exemptions.state === "known" ? exemptions.value[0] : undefined;
      const kept = (caller: Caller): unknown =>
        filter && seen(filter.keeps({ caller, request: { verb: "list", resourceRequest: true } }, "ADMIN_READ"));
      for (const caller of CALLERS)
        expect(kept(caller)).toBe(caller === "human" || caller === "admin" ? google : "all");
    },
  );
});
