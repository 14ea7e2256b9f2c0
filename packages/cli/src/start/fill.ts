import { existsSync, rmSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { IngestError, ingestFiles, openWarehouse, type Warehouse, writeWarehouseInfo } from "@northstar/ingest";
import { dataDirError } from "../dataDir.ts";
import { type Installation, makeDataDir } from "../installation.ts";
import type { SimulationOptions } from "../simulate/simulate.ts";
import { simulateInWorker } from "../simulate/worker.ts";

/** What the sample community of an installation is made from. */
export type SampleOptions = Pick<SimulationOptions, "months" | "professionals" | "seed">;

/**
 * Fills the warehouse with the sample community through ingest, if there is no warehouse yet.
 * It is built beside its final name and renamed when complete: a start that is interrupted leaves no half-filled warehouse.
 * Whoever fills holds the file open from the beginning, so that a second start doesn't fill it too.
 *
 * @returns whether it had to be filled.
 * @throws IngestError `warehouse_locked` while another process fills it; CliError `data_dir_unusable`
 */
export async function fillWarehouse(
  installation: Installation,
  sample: SampleOptions,
  say: (line: string) => void,
): Promise<boolean> {
  if (existsSync(installation.warehousePath)) return false;
  makeDataDir(installation);
  const warehouse = await openUnfinished(installation);
  try {
    try {
      await fill(warehouse, installation, sample, say);
    } finally {
      await warehouse.close();
    }
    await rename(unfinishedPath(installation), installation.warehousePath);
  } catch (error) {
    throw dataDirError(installation.dataDir, error);
  } finally {
    dropUnfinished(installation);
  }
  return true;
}

/** Removes what a fill leaves that didn't come to its end. At once, since a process may be about to end. */
export function dropUnfinished(installation: Installation): void {
  rmSync(unfinishedPath(installation), { force: true });
  rmSync(`${unfinishedPath(installation)}.wal`, { force: true });
  rmSync(installation.sampleDir, { recursive: true, force: true });
}

function unfinishedPath({ warehousePath }: Installation): string {
  return `${warehousePath}.unfinished`;
}

/** A new warehouse, in the place of one that a killed start left; that of a start that runs is locked. */
async function openUnfinished(installation: Installation): Promise<Warehouse> {
  const path = unfinishedPath(installation);
  if (existsSync(path)) {
    try {
      await (await openWarehouse({ path })).close();
    } catch (error) {
      // What can't be read is removed too: nobody holds it.
      if (isLocked(error)) throw error;
    }
    dropUnfinished(installation);
  }
  try {
    return await openWarehouse({ path });
  } catch (error) {
    if (!isLocked(error)) dropUnfinished(installation);
    throw error;
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof IngestError && error.code === "warehouse_locked";
}

async function fill(
  warehouse: Warehouse,
  installation: Installation,
  sample: SampleOptions,
  say: (line: string) => void,
): Promise<void> {
  say(`Making a sample community: ${sample.professionals} professionals, ${sample.months} months, seed ${sample.seed}`);
  const manifest = await simulateInWorker({
    ...sample,
    outDir: installation.sampleDir,
    now: new Date(),
    timeZone: installation.timeZone,
  });
  const sources = [...new Set(manifest.files.map((file) => file.source))];
  for (const source of sources) {
    const paths = manifest.files
      .filter((file) => file.source === source)
      .map((file) => join(installation.sampleDir, file.path));
    const report = await ingestFiles(warehouse, source, paths);
    const rows = Object.values(report.rows).reduce((sum, count) => sum + count, 0);
    say(`  ${source}: ${report.payloads} payloads, ${rows} rows${report.bad > 0 ? `, ${report.bad} set aside` : ""}`);
  }
  await writeWarehouseInfo(warehouse, { sample: "true", sample_seed: String(sample.seed) });
}
