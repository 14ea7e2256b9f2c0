import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ingestPayload } from "../pipeline/ingest.ts";
import { tableContents, temporaryFolder } from "../testing.ts";
import { TABLES } from "../warehouse/schema.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { erasePerson } from "./erasePerson.ts";
import { rewriteWarehouse } from "./rewriteWarehouse.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, "warehouse.duckdb");
});
afterEach(() => folder.remove());

const contacts = (word: string) => ({
  body: JSON.stringify({
    results: Array.from({ length: 60 }, (_, i) => ({
      id: String(i),
      createdAt: "2026-01-05T08:00:00Z",
      updatedAt: "2026-03-01T00:00:00Z",
      properties: { email: `${i === 7 ? word : `somebody${i}`}@example.org`, jobtitle: i === 7 ? word : `job ${i}` },
    })),
  }),
});

/** How often a word stands in the bytes of the folder's files. */
async function found(word: string): Promise<number> {
  let times = 0;
  for (const name of await readdir(folder.path)) {
    const bytes = await readFile(join(folder.path, name));
    for (let at = bytes.indexOf(word); at !== -1; at = bytes.indexOf(word, at + 1)) times++;
  }
  return times;
}

test("nothing of who was erased is left in the file, and all else is as it was", async () => {
  const warehouse = await openWarehouse({ path });
  await ingestPayload(warehouse, "hubspot", contacts("zanahoria"));
  await warehouse.checkpoint();
  await erasePerson(warehouse, { crmId: "7" });
  const before = await tableContents(warehouse, Object.keys(TABLES));
  await expect(rewriteWarehouse(join(folder.path, "none.duckdb"))).rejects.toMatchObject({ code: "warehouse_missing" });
  const { ino } = await stat(path);
  await expect(rewriteWarehouse(path)).rejects.toMatchObject({ code: "warehouse_locked" });
  expect((await stat(path)).ino).toBe(ino);
  await warehouse.close();
  // The tables don't say it any more, the file still does: why this is needed.
  expect(await found("zanahoria")).toBeGreaterThan(0);
  await writeFile(`${path}.rewritten`, "left by one that was killed");

  const sizes = await rewriteWarehouse(path);
  expect(sizes.after).toBeLessThanOrEqual(sizes.before);
  expect(await found("zanahoria")).toBe(0);
  expect(await readdir(folder.path)).toEqual(["warehouse.duckdb"]);

  const again = await openWarehouse({ path });
  expect(await tableContents(again, Object.keys(TABLES))).toEqual(before);
  // Keys are keys still, and the person stays out.
  await ingestPayload(again, "hubspot", contacts("zanahoria"));
  expect(await again.all("SELECT count(*)::INT AS n, count(DISTINCT user_id)::INT AS people FROM users")).toEqual([
    { n: 60, people: 60 },
  ]);
  await again.close();
});
