import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isMap, isSeq, parseDocument } from "yaml";

/**
 * Copies a model's YAML files without their rollups: every question goes to the tables, so that nothing is built and the
 * warehouse is only read.
 */
export async function copyWithoutRollups(from: string, into: string): Promise<void> {
  const names = await readdir(from, { recursive: true });
  for (const name of names.filter((each) => /\.ya?ml$/.test(each))) {
    const document = parseDocument(await readFile(join(from, name), "utf8"));
    const cubes = document.get("cubes");
    for (const cube of isSeq(cubes) ? cubes.items : []) {
      if (!isMap(cube)) continue;
      cube.delete("pre_aggregations");
      cube.delete("preAggregations");
    }
    await mkdir(dirname(join(into, name)), { recursive: true });
    await writeFile(join(into, name), document.toString({ lineWidth: 0 }));
  }
}
