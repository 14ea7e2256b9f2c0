import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulate } from "../../packages/cli/src/simulate/simulate.ts";
import { ingestFiles } from "../../packages/ingest/src/pipeline/ingest.ts";
import { createEmbeddedWarehouse, type EmbeddedModelWarehouse } from "./modelWarehouse.ts";

/** A warehouse in memory with a simulated community of tenant `default`, the same for the same options: March to November 2026. */
export async function createGeneratedWarehouse(options: { professionals: number }): Promise<EmbeddedModelWarehouse> {
  const folder = await mkdtemp(join(tmpdir(), "northstar-generated-"));
  try {
    const data = await createEmbeddedWarehouse();
    const { files } = await simulate({
      seed: 11,
      months: 9,
      professionals: options.professionals,
      now: new Date("2026-11-22T15:00:00Z"),
      timeZone: "America/Bogota",
      outDir: folder,
    });
    for (const source of new Set(files.map((file) => file.source))) {
      const paths = files.filter((file) => file.source === source).map(({ path }) => join(folder, path));
      await ingestFiles(data.warehouse, source, paths);
    }
    await data.setNow("2026-11-22 15:00:00");
    return data;
  } finally {
    await rm(folder, { recursive: true });
  }
}
