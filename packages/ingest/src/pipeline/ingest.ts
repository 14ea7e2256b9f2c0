import { IngestError } from "../errors.ts";
import { isSourceName, SOURCE_NAMES, type SourceName } from "../sources/registry.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { ga4TableOf, ingestGa4Day } from "./ga4Day.ts";
import { ingestParts } from "./ingestParts.ts";
import { recordRun } from "./integrationRun.ts";
import type { Part } from "./part.ts";
import { checkReadable, formatOf, readParts } from "./readParts.ts";
import { type IngestReport, ReportBuilder } from "./report.ts";
import { startRun } from "./runContext.ts";

/** How far a run of files has come. */
export interface IngestProgress {
  path: string;
  /** Bytes of input taken so far, of all files; unpacked bytes where a file is packed. */
  bytes: number;
  /** Size of all files as they lie on disk. */
  totalBytes: number;
  /** Lines, CSV rows or documents taken so far. */
  records: number;
}

export interface IngestFilesOptions {
  onProgress?: (progress: IngestProgress) => void;
  /** Milliseconds since the epoch. @default Date.now */
  clock?: () => number;
  /** When the files were received. @default now */
  receivedAt?: Date;
}

/** A payload as it came over the wire. */
export interface IngestPayload {
  body: Uint8Array | string;
  headers?: Record<string, string>;
  /** @default now */
  receivedAt?: Date;
}

/**
 * Loads files of a source in its own wire format. Every file is checked before the first is loaded; a run that is
 * interrupted is completed by running it again.
 * @throws IngestError `unknown_source`, `file_unreadable`, and the warehouse's codes
 */
export async function ingestFiles(
  warehouse: Warehouse,
  sourceName: string,
  paths: readonly string[],
  options: IngestFilesOptions = {},
): Promise<IngestReport> {
  const name = knownSource(sourceName);
  const totalBytes = await checkReadable(paths);
  const run = await startRun(warehouse, name, options);
  const startedAt = run.now();
  const report = new ReportBuilder(name, paths.length);
  const taken = { bytes: 0, records: 0 };
  let failure: unknown;
  try {
    for (const path of paths) {
      const onPart = (part: Part) => {
        taken.bytes += part.body.length;
        taken.records += part.units;
        options.onProgress?.({ path, totalBytes, ...taken });
      };
      const table = name === "ga4" ? ga4TableOf(path) : null;
      if (table) await ingestGa4Day(run, path, table, report);
      else await ingestParts(run, readParts(path), report, { onPart });
    }
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    await recordRun(run, { startedAt, recordsIn: taken.records, report: report.report, failure });
  }
  return report.report;
}

/**
 * Takes one payload, as a webhook delivers it: durable in the inbox and its rows written when this resolves.
 * @throws IngestError `unknown_source`, and the warehouse's codes
 */
export async function ingestPayload(
  warehouse: Warehouse,
  sourceName: string,
  payload: IngestPayload,
): Promise<IngestReport> {
  const name = knownSource(sourceName);
  const body = Buffer.from(payload.body as Uint8Array);
  const run = await startRun(warehouse, name, { receivedAt: payload.receivedAt });
  const report = new ReportBuilder(name, 0);
  const part: Part = { format: formatOf(body), body, firstLine: 1, units: 1 };
  await ingestParts(run, [part], report, { headers: payload.headers });
  return report.report;
}

function knownSource(name: string): SourceName {
  if (isSourceName(name)) return name;
  throw new IngestError(
    "unknown_source",
    `There is no source called ${name}; choose one of ${SOURCE_NAMES.join(", ")}.`,
  );
}
