import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isMap, isSeq, parseDocument } from "yaml";

/**
 * Copies a model's YAML files without their rollups, so that every question goes to the tables, nothing is built and the warehouse
 * is only read; and with no view but those that are asked, since Cube compiles each before it answers the first question.
 */
export async function copyModel(from: string, into: string, views: ReadonlySet<string>): Promise<void> {
  const names = await readdir(from, { recursive: true });
  for (const name of names.filter((each) => /\.ya?ml$/.test(each))) {
    const document = parseDocument(await readFile(join(from, name), "utf8"));
    const cubes = document.get("cubes");
    for (const cube of isSeq(cubes) ? cubes.items : []) {
      if (!isMap(cube)) continue;
      cube.delete("pre_aggregations");
      cube.delete("preAggregations");
    }
    const shown = document.get("views");
    if (isSeq(shown)) shown.items = shown.items.filter((view) => isMap(view) && views.has(String(view.get("name"))));
    if (isSeq(shown) && shown.items.length === 0) document.delete("views");
    await mkdir(dirname(join(into, name)), { recursive: true });
    await writeFile(join(into, name), document.toString({ lineWidth: 0 }));
  }
}
