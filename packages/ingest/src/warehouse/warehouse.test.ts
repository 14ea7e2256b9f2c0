import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing.ts";
import { DIALECTS, warehouseScript } from "./ddl.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { lockDown } from "./lockDown.ts";
import { columnsOf, TABLES, type TableName } from "./schema.ts";
import { openWarehouse } from "./warehouse.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

describe("openWarehouse", () => {
  test("makes every table of the schema and keeps what is there when it is opened again", async () => {
    const path = join(folder.path, "again.duckdb");
    const first = await openWarehouse({ path });
    await first.run("INSERT INTO users (user_id) VALUES ('1')");
    await first.close();
    const second = await openWarehouse({ path });
    expect(await second.all("SELECT tenant_id, user_id, _deleted FROM users")).toEqual([
      { tenant_id: "default", user_id: "1", _deleted: false },
    ]);
    const columns = await second.all("SELECT table_name, column_name FROM duckdb_columns() ORDER BY column_index");
    for (const table of Object.keys(TABLES) as TableName[]) {
      expect(columns.filter((row) => row.table_name === table).map((row) => row.column_name)).toEqual(
        Object.keys(columnsOf(table)),
      );
    }
    await second.close();
  });

  test("gives an older warehouse the tables that came later", async () => {
    const path = join(folder.path, "older.duckdb");
    const older = await openWarehouse({ path });
    await older.run("INSERT INTO users (user_id) VALUES ('1')");
    await older.run("DROP TABLE usage_events");
    await older.close();
    const newer = await openWarehouse({ path });
    expect(await newer.all("SELECT user_id FROM users")).toEqual([{ user_id: "1" }]);
    expect(await newer.all("SELECT * FROM usage_events")).toEqual([]);
    await newer.close();
  });

  test("says which folder is missing", async () => {
    await expect(openWarehouse({ path: join(folder.path, "nowhere", "w.duckdb") })).rejects.toMatchObject({
      code: "warehouse_missing",
    });
    await expect(openWarehouse({ path: join(folder.path, "none.duckdb"), readOnly: true })).rejects.toMatchObject({
      code: "warehouse_missing",
    });
  });

  test("refuses a file that isn't a warehouse", async () => {
    const path = await folder.file("text.duckdb", "not a database ".repeat(1000));
    await expect(openWarehouse({ path })).rejects.toMatchObject({ code: "warehouse_invalid" });
  });

  test("says that another process has it", async () => {
    const path = join(folder.path, "locked.duckdb");
    const module = fileURLToPath(new URL("./warehouse.ts", import.meta.url));
    const script = `const { openWarehouse } = await import(${JSON.stringify(module)});
      await openWarehouse({ path: ${JSON.stringify(path)} }); console.log("open"); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      await once(other.stdout, "data");
      await expect(openWarehouse({ path })).rejects.toMatchObject({ code: "warehouse_locked" });
    } finally {
      other.kill("SIGKILL");
      await once(other, "exit");
    }
  });
});

test("a transaction that fails leaves nothing and the next one works", async () => {
  const warehouse = await openWarehouse({ path: ":memory:" });
  await expect(
    warehouse.transaction(async (transaction) => {
      await transaction.run("INSERT INTO users (user_id) VALUES ('1')");
      throw new Error("stop");
    }),
  ).rejects.toThrow("stop");
  await warehouse.transaction((transaction) => transaction.run("INSERT INTO users (user_id) VALUES ('2')"));
  expect(await warehouse.all("SELECT user_id FROM users")).toEqual([{ user_id: "2" }]);
  await warehouse.close();
});

test("lockDown leaves the named folder readable, nothing else, and can't be undone", async () => {
  const allowed = await temporaryFolder();
  await allowed.file("a.csv", "x\n1\n");
  const outside = await folder.file("b.csv", "x\n1\n");
  const warehouse = await openWarehouse({ path: join(folder.path, "guarded.duckdb") });
  await lockDown(warehouse, [allowed.path]);
  await lockDown(warehouse, [allowed.path]);
  expect(await warehouse.all(`SELECT x FROM read_csv('${allowed.path}/a.csv')`)).toHaveLength(1);
  await expect(warehouse.all(`SELECT x FROM read_csv('${outside}')`)).rejects.toThrow(/disabled by configuration/);
  await expect(warehouse.run("SET GLOBAL enable_external_access = true")).rejects.toThrow();
  await expect(warehouse.run("SET GLOBAL threads = 1")).rejects.toThrow(/locked/);
  await warehouse.close();
  await allowed.remove();
});

test.each(Object.keys(DIALECTS) as Dialect[])("the committed DDL for %s is the schema's", async (dialect) => {
  const committed = fileURLToPath(new URL(`../../../../cube/warehouse/${dialect}.sql`, import.meta.url));
  expect(await readFile(committed, "utf8")).toBe(warehouseScript(dialect));
});
