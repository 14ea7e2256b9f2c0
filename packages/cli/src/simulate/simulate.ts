import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CliError } from "../errors.ts";
import { csvLines } from "./wire/csv.ts";
import { ga4Line, type Hit } from "./wire/ga4.ts";
import { hitsByMonth } from "./wire/hits.ts";
import { hubspotPages } from "./wire/hubspot.ts";
import { writeLines } from "./wire/lineFile.ts";
import { sendgridDeliveries } from "./wire/sendgrid.ts";
import * as tables from "./wire/tables.ts";
import { whatsappBodies } from "./wire/whatsapp.ts";
import type { Calendar } from "./world/days.ts";
import { makeWorld, type World } from "./world/world.ts";

export interface SimulationOptions {
  /** Folder for the files; made when missing. Files of the same names are replaced. */
  outDir: string;
  /** Whole months of history before the running one. @default 18 */
  months?: number;
  /** Registered professionals at `now`. @default 20000 */
  professionals?: number;
  /** @default 42 */
  seed?: number;
  /** The instant the world has reached: nothing is later. */
  now: Date;
  /** IANA zone of the community's days and hours. @default "America/Bogota" */
  timeZone?: string;
}

/** Sources as `northstar ingest` names them. */
export type SimulatedSource =
  | "hubspot"
  | "content"
  | "ga4"
  | "consumption"
  | "referrals"
  | "scores"
  | "sendgrid"
  | "whatsapp"
  | "sponsorship"
  | "ops"
  | "usage";

/** What was written, in the order in which it should be ingested. */
export interface SimulationManifest {
  /** Paths are relative to the folder. */
  files: { source: SimulatedSource; path: string }[];
  seed: number;
  months: number;
  professionals: number;
  /** ISO 8601. */
  now: string;
  timeZone: string;
}

/**
 * Writes a believable community as files in its sources' wire formats, and `manifest.json`, which lists them.
 * The same options give the same bytes. The manifest is written last: a folder without one is unfinished.
 *
 * @throws CliError `bad_argument` for options that make no community. File system errors come through as they are.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationManifest> {
  const { outDir, months = 18, professionals = 20_000, seed = 42, now, timeZone = "America/Bogota" } = options;
  requireWhole("months", months, 1, 120);
  requireWhole("professionals", professionals, 10, 1_000_000);
  requireWhole("seed", seed, 0, 2 ** 32 - 1);
  if (Number.isNaN(now.getTime())) {
    throw new CliError("bad_argument", "now is not an instant. Give it in ISO 8601, e.g. 2026-03-01T12:00:00Z.");
  }

  const world = makeWorld({ months, professionals, seed, now, timeZone });
  mkdirSync(outDir, { recursive: true });
  const manifestPath = join(outDir, "manifest.json");
  rmSync(manifestPath, { force: true });
  const files: SimulationManifest["files"] = [];
  for (const { source, path, lines } of worldFiles(world)) {
    writeLines(join(outDir, path), lines);
    files.push({ source, path });
  }
  const manifest: SimulationManifest = { files, seed, months, professionals, now: now.toISOString(), timeZone };
  writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function requireWhole(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new CliError("bad_argument", `${name} is ${value}; it must be a whole number from ${min} to ${max}.`);
}

interface WorldFile {
  source: SimulatedSource;
  path: string;
  lines: Iterable<string>;
}

/** The files of a world in the order of ingest: people and catalogue before what refers to them. */
function* worldFiles(world: World): Generator<WorldFile> {
  const { calendar, operations, referrals } = world;
  const { seed } = world.options;
  yield {
    source: "hubspot",
    path: "hubspot/contacts.ndjson",
    lines: hubspotPages(world.people, referrals.referrerOf, calendar.now),
  };
  yield { source: "content", path: "content/catalogue.csv", lines: csvLines(tables.CONTENT, world.catalogue.all) };
  for (const [month, hits] of hitsByMonth(world).entries()) {
    const name = calendar.days[calendar.dayIndex(calendar.monthStarts[month] ?? 0)]?.date.slice(0, 7);
    yield { source: "ga4", path: `ga4/export-${name}.ndjson`, lines: ga4Lines(calendar, hits) };
  }
  const plays = world.activity.plays.toSorted((a, b) => a.at - b.at || a.person.index - b.person.index);
  yield { source: "consumption", path: "content/consumption.csv", lines: csvLines(tables.CONSUMPTION, plays) };
  yield { source: "referrals", path: "referrals/invitations.csv", lines: csvLines(tables.REFERRALS, referrals.all) };
  yield { source: "scores", path: "hubspot/scores.csv", lines: csvLines(tables.SCORES, world.scores) };
  yield { source: "sendgrid", path: "email/sendgrid.ndjson", lines: sendgridDeliveries(world.messages.email, seed) };
  yield {
    source: "whatsapp",
    path: "whatsapp/webhooks.ndjson",
    lines: whatsappBodies(world.messages.whatsapp, seed, calendar.now),
  };
  yield {
    source: "sponsorship",
    path: "sponsorship/ledger.csv",
    lines: csvLines(tables.SPONSORSHIP, world.sponsorship),
  };
  yield { source: "ops", path: "ops/flow_runs.csv", lines: csvLines(tables.FLOW_RUNS, operations.runs) };
  yield { source: "ops", path: "ops/incidents.csv", lines: csvLines(tables.INCIDENTS, operations.incidents) };
  yield { source: "ops", path: "ops/latency.csv", lines: csvLines(tables.LATENCY, operations.latencies) };
  yield { source: "ops", path: "ops/security.csv", lines: csvLines(tables.SECURITY, operations.security) };
  yield { source: "usage", path: "usage/events.csv", lines: csvLines(tables.USAGE, world.usage) };
}

function* ga4Lines(calendar: Calendar, hits: readonly Hit[]): Generator<string> {
  for (const [index, hit] of hits.entries()) {
    const date = calendar.days[calendar.dayIndex(hit.at)]?.date.replaceAll("-", "") ?? "";
    yield ga4Line(hit, date, index);
  }
}
