import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MODEL_PATH } from "./modelRuntime.ts";

/** A copy of the model without its rollups: every question goes to the tables. */
export interface RawModel {
  path: string;
  remove(): Promise<void>;
}

export async function createRawModel(): Promise<RawModel> {
  const path = await mkdtemp(join(tmpdir(), "northstar-model-"));
  await cp(MODEL_PATH, path, { recursive: true });
  for (const name of await readdir(join(path, "cubes"))) {
    const file = join(path, "cubes", name);
    const text = await readFile(file, "utf8");
    // Rollups are the last key of a cube: they end where the next cube begins.
    await writeFile(file, text.replaceAll(/^ {4}pre_aggregations:\n(?: {6}.*\n|\n)*/gm, ""));
  }
  return { path, remove: () => rm(path, { recursive: true }) };
}
