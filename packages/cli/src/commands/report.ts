import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  exceptionsOf,
  type FormatContext,
  fileName,
  formatValue,
  type Locale,
  PACK_KINDS,
  type Pack,
  type PackKind,
  packPeriod,
  packPeriodLabel,
  type Role,
  type RowFilters,
  variancesOf,
} from "@northstar/core";
import { signToken } from "@northstar/server/token";
import { Argument, Command, Option } from "commander";
import { collectFilter, collectRole } from "../arguments.ts";
import { CliError } from "../errors.ts";
import { describeInstallation, readSecret } from "../installation.ts";
import { type AskedServer, openServer } from "../openServer.ts";
import { schedulesCommand } from "./reportSchedules.ts";

const FORMATS = ["pdf", "xlsx", "csv"] as const;

interface ReportOptions {
  period?: string;
  role?: readonly Role[];
  filter?: RowFilters;
  format: readonly string[];
  language: Locale;
  out: string;
  json?: boolean;
  url: string;
  dataDir?: string;
}

/** `northstar report mbr --period 2026-10 --role director`: makes a review of a closed period, keeps it, and writes its files. */
export const reportCommand = new Command("report")
  .description("make the review of a closed week, month or quarter, and write it as PDF, XLSX or CSV")
  .addCommand(schedulesCommand)
  .addArgument(new Argument("<kind>", "weekly, monthly or quarterly review").choices(PACK_KINDS))
  .option("--period <name>", "2026-W46, 2026-10 or 2026-Q3; else the last that is over")
  .option("--role <role>", "role that it is made under; may be given several times", collectRole)
  .option("--filter <key=value>", "row filter that it is made under, e.g. country=CO", collectFilter)
  .option("--format <formats>", `files to write: ${FORMATS.join(", ")}, or none`, collectFormats, ["pdf"])
  .addOption(new Option("--language <language>", "language of the files").choices(["es", "en"]).default("es"))
  .option("--out <folder>", "where the files go", ".")
  .option("--json", "print the review as JSON")
  .option("--url <address>", "address of the server", process.env.NORTHSTAR_URL ?? "http://127.0.0.1:4000")
  .option("--data-dir <folder>", "folder of the installation, used when no server runs")
  .addHelpText(
    "after",
    `
A review keeps the numbers as they were when it was made: it is in the list of
those who may see them, and its files can be written again.

Examples:
  northstar report mbr --role director
  northstar report qbr --period 2026-Q3 --role analyst --format pdf,xlsx --out reviews`,
  )
  .action(async (kind: PackKind, options: ReportOptions) => {
    if (!options.role) {
      throw new CliError("bad_argument", "A review is made under a role: add --role director (or another).");
    }
    const installation = describeInstallation(options);
    // Said before anything is opened.
    packPeriod(kind, options.period, { now: new Date(), timeZone: installation.timeZone });
    const token = await signToken(
      { sub: "cli", roles: options.role, filters: options.filter ?? {}, can: ["export"] },
      { secret: readSecret(installation) },
    );
    const server = await openServer({ installation, url: options.url, appState: true });
    try {
      const pack = await make(server, kind, options, token);
      const files = await write(server, pack, options, token);
      console.log(options.json ? JSON.stringify({ pack, files }, null, 2) : describe(pack, files, options.language));
    } finally {
      await server.close();
    }
  });

async function make(server: AskedServer, kind: PackKind, { url, period }: ReportOptions, token: string): Promise<Pack> {
  const answer = await server.ask(
    new Request(new URL("/northstar/v1/reports", url), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ kind, ...(period !== undefined && { period }) }),
    }),
  );
  return (await answer.json()) as Pack;
}

async function write(
  server: AskedServer,
  { id, period }: Pack,
  options: ReportOptions,
  token: string,
): Promise<string[]> {
  const files: string[] = [];
  for (const format of options.format) {
    const address = new URL(`/northstar/v1/reports/${id}/file`, options.url);
    address.search = new URLSearchParams({ format, language: options.language }).toString();
    const answer = await server.ask(new Request(address, { headers: { authorization: `Bearer ${token}` } }));
    const folder = resolve(options.out);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, fileName(`${period.kind} ${period.name}`, [], format));
    writeFileSync(path, new Uint8Array(await answer.arrayBuffer()));
    files.push(path);
  }
  return files;
}

/** What stands out, a line each, and where the files are. */
function describe({ snapshot }: Pack, files: readonly string[], locale: Locale): string {
  const format: FormatContext = { locale, currency: snapshot.currency, timeZone: snapshot.timeZone };
  const exceptions = exceptionsOf(snapshot.kpis).map(({ entry, reason }) => {
    const previous = variancesOf(entry, format).find(({ against }) => against === "previous");
    const value = formatValue(entry.value, entry.kpi.unit, format).full;
    return `  ${reason.padEnd(8)}${entry.kpi.title[locale]}: ${value} (${previous?.change.text ?? "–"})`;
  });
  return [
    `${snapshot.period.kind.toUpperCase()} ${snapshot.period.name} (${packPeriodLabel(snapshot.period, format)}): ${snapshot.kpis.length} KPIs, ${exceptions.length} to look at`,
    ...exceptions,
    ...files.map((file) => `wrote ${file}`),
  ].join("\n");
}

function collectFormats(text: string): string[] {
  if (text === "none") return [];
  const formats = text.split(",").map((format) => format.trim());
  const unknown = formats.filter((format) => !(FORMATS as readonly string[]).includes(format));
  if (unknown.length === 0) return formats;
  throw new CliError(
    "bad_argument",
    `"${unknown.join(", ")}" is no format. Give some of ${FORMATS.join(", ")}, or none.`,
  );
}
