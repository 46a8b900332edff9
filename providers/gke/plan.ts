import type { LedgerEntry } from "../../src/model/evidence.ts";
import { ledgerFailure, type Place, type Run, type Selection } from "../contract.ts";
import type { Project } from "./answers.ts";
import { ALL_LOCATIONS, wholeOf, type Failed, type Seat } from "./ask.ts";
import { getProject, listFolders, listProjects, searchProjects } from "./calls.ts";
import { connect, type GoogleClient } from "./client.ts";
import { projectIdOf } from "./facts.ts";
import { isProjectNumber } from "./names.ts";

/** A project, and perhaps one location of it. */
export interface GkePlace extends Place {
  readonly client: GoogleClient;
  /** Known when the project was found rather than named. */
  readonly number?: string;
}

interface FoundProject {
  readonly id: string;
  readonly number?: string;
}

/** Finds the projects that are asked for: those named, those below folders and organisations, or all that can be found. */
export async function* planPlaces(selection: Selection, run: Run): AsyncGenerator<GkePlace> {
  const client = await connect(run.env);
  const locations = listOf(selection, "locations");
  const seen = new Set<string>();
  for await (const { id, number } of projectsOf(selection, { client, run })) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const location of locationsOf(id, locations, run)) {
      yield { scope: id, location, client, ...(number === undefined ? {} : { number }) };
    }
  }
}

/** Region or zone of Google: `europe-west1`, `us-central1-c`. Other clouds' names look different. */
const LOCATION = /^[a-z]+-[a-z]+\d+(?:-[a-z])?$/;

function locationsOf(project: string, asked: readonly string[], run: Run): readonly string[] {
  if (asked.length === 0) return [ALL_LOCATIONS];
  for (const location of asked.filter((one) => !LOCATION.test(one))) {
    run.ledger({ ...blank(project), location, status: "skipped", reason: "no location of Google Cloud has this name" });
  }
  return asked.filter((one) => LOCATION.test(one));
}

async function* projectsOf(selection: Selection, seat: Seat): AsyncGenerator<FoundProject> {
  const projects = listOf(selection, "projects");
  const parents = [
    ...listOf(selection, "folders").map((id) => `folders/${id}`),
    ...listOf(selection, "organizations").map((id) => `organizations/${id}`),
  ];
  for (const project of projects) yield* namedProject(project, seat);
  for (const parent of parents) yield* projectsBelow(parent, seat);
  if (projects.length > 0 || parents.length > 0) return;
  for await (const page of searchProjects(seat)) {
    if (page.ok) yield* page.value.items.map(foundProject);
    else seat.run.ledger(failedScope(ALL_LOCATIONS, page));
  }
}

/** Cluster ids hold the project's id, which its number does not tell. */
async function* namedProject(project: string, seat: Seat): AsyncGenerator<FoundProject> {
  if (!isProjectNumber(project)) return yield { id: project };
  const answer = await getProject(seat, project);
  if (answer.ok) yield { id: projectIdOf(answer.value), number: project };
  else seat.run.ledger(failedScope(project, answer));
}

/** All projects below a folder or an organisation; what cannot be listed stands in the ledger. */
async function* projectsBelow(root: string, seat: Seat): AsyncGenerator<FoundProject> {
  const waiting = [root];
  const seen = new Set(waiting);
  let isEmpty = true;
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    const folders = wholeOf(listFolders(seat, parent));
    let failure: Failed | undefined;
    for await (const page of listProjects(seat, parent)) {
      if (page.ok) yield* page.value.items.map(foundProject);
      else failure = page;
      isEmpty &&= page.ok && page.value.items.length === 0;
    }
    const below = await folders;
    if (!below.ok) failure ??= below.failure;
    if (failure) seat.run.ledger(failedScope(parent, failure));
    isEmpty &&= failure === undefined;
    for (const { name } of below.ok ? below.value : []) {
      if (!seen.has(name)) waiting.push(name);
      seen.add(name);
    }
  }
  if (isEmpty) seat.run.ledger({ ...blank(root), status: "read", clusters: 0 });
}

function foundProject(project: Project): FoundProject {
  return { id: projectIdOf(project), number: project.name.slice("projects/".length) };
}

function blank(scope: string): Omit<LedgerEntry, "status"> {
  return { provider: "gke", scope, location: ALL_LOCATIONS, clusters: null };
}

function failedScope(scope: string, failure: Failed): LedgerEntry {
  return { ...blank(scope), ...ledgerFailure(failure) };
}

function listOf(selection: Selection, key: string): readonly string[] {
  const value = selection[key];
  if (typeof value === "string") return value === "" ? [] : [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
