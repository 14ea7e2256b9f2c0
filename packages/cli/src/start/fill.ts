import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ingestFiles, openWarehouse, writeWarehouseInfo } from "@northstar/ingest";
import { type Installation, makeDataDir } from "../installation.ts";
import type { SimulationOptions } from "../simulate/simulate.ts";
import { simulateInWorker } from "../simulate/worker.ts";

/** What the sample community of an installation is made from. */
export type SampleOptions = Pick<SimulationOptions, "months" | "professionals" | "seed">;

/**
 * Fills the warehouse with the sample community through ingest, if there is no warehouse yet.
 * It is built beside its final name and renamed when complete: a start that is interrupted leaves no half-filled warehouse.
 *
 * @returns whether it had to be filled.
 */
export async function fillWarehouse(
  installation: Installation,
  sample: SampleOptions,
  say: (line: string) => void,
): Promise<boolean> {
  if (existsSync(installation.warehousePath)) return false;
  const unfinished = `${installation.warehousePath}.unfinished`;
  makeDataDir(installation);
  await rm(unfinished, { force: true });
  await rm(`${unfinished}.wal`, { force: true });

  say(`Making a sample community: ${sample.professionals} professionals, ${sample.months} months, seed ${sample.seed}`);
  const manifest = await simulateInWorker({
    ...sample,
    outDir: installation.sampleDir,
    now: new Date(),
    timeZone: installation.timeZone,
  });
  const warehouse = await openWarehouse({ path: unfinished });
  try {
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
  } finally {
    await warehouse.close();
  }
  await rename(unfinished, installation.warehousePath);
  await rm(installation.sampleDir, { recursive: true, force: true });
  return true;
}
