import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commitDeliveries } from "../pipeline/commitDeliveries.ts";
import { startRun } from "../pipeline/runContext.ts";
import { onCommit } from "../pipeline/watermarks.ts";
import { count, temporaryFolder } from "../testing.ts";
import { contact, mailOpen } from "../worker/testing/samples.ts";
import { lockDown } from "./lockDown.ts";
import { breakWarehouse } from "./testing/breakWarehouse.ts";
import { openWarehouse, type Warehouse } from "./warehouse.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let warehouse: Warehouse;

beforeEach(async () => {
  folder = await temporaryFolder();
  warehouse = await openWarehouse({ path: join(folder.path, "w.duckdb") });
});
afterEach(async () => {
  await warehouse.close();
  await folder.remove();
});

const users = () => count(warehouse, "SELECT count(*) FROM users");
const addUser = (id: string) => warehouse.run("INSERT INTO users (user_id) VALUES ($id)", { id });

test("after a fatal error what is under way fails by its code, and the next call opens the file anew: all that was committed is there", async () => {
  await addUser("1");
  await breakWarehouse(warehouse);
  const outcomes = await Promise.allSettled([users(), addUser("2"), users()]);
  for (const outcome of outcomes.filter(({ status }) => status === "rejected")) {
    expect(outcome).toMatchObject({ reason: { code: "warehouse_invalid" } });
  }
  expect(outcomes[0]?.status).toBe("rejected");
  await addUser("3");
  expect(await warehouse.all("SELECT user_id FROM users WHERE user_id IN ('1', '3') ORDER BY 1")).toEqual([
    { user_id: "1" },
    { user_id: "3" },
  ]);
  await warehouse.checkpoint();
  await warehouse.close();
  warehouse = await openWarehouse({ path: warehouse.path });
  expect(await users()).toBeGreaterThanOrEqual(2);
});

test("a transaction in the middle of which it happens fails whole, and reading inside it doesn't wait for its own end", async () => {
  const failed = warehouse.transaction(async (transaction) => {
    await breakWarehouse(warehouse);
    await expect(transaction.run("INSERT INTO users (user_id) VALUES ('2')")).rejects.toMatchObject({
      code: "warehouse_invalid",
    });
    for (let n = 0; n < 2; n++) await expect(users()).rejects.toMatchObject({ code: "warehouse_invalid" });
    await transaction.run("INSERT INTO users (user_id) VALUES ('3')");
  });
  await expect(failed).rejects.toMatchObject({ code: "warehouse_invalid" });
  expect(await users()).toBe(0);
});

test("settings, listeners and identities are those of the instance that was opened in its place", async () => {
  const told: number[] = [];
  onCommit(warehouse, () => told.push(1));
  const commit = async (...deliveries: Parameters<typeof commitDeliveries>[1]) => {
    for (const delivery of deliveries) {
      await commitDeliveries(await startRun(warehouse, delivery.source, {}), [delivery]);
    }
  };
  await commit(contact("1", "ana@example.org"));
  await breakWarehouse(warehouse);
  await lockDown(warehouse, []).catch(() => lockDown(warehouse, []));
  await commit(mailOpen("a", "ana@example.org"));
  expect(told).toHaveLength(2);
  expect(await warehouse.all("SELECT user_id FROM messages")).toEqual([{ user_id: "1" }]);
  await expect(warehouse.run("SET GLOBAL threads = 1")).rejects.toThrow(/locked/);
});

test("what was locked down is locked down again before anybody asks it", async () => {
  const connection = await warehouse.instance.connect();
  await connection.run("SET GLOBAL debug_checkpoint_abort = 'before_header'");
  connection.closeSync();
  await lockDown(warehouse, []);
  await addUser("1");
  await warehouse.checkpoint();
  const outside = await folder.file("b.csv", "x\n1\n");
  await users().catch(() => undefined);
  expect(await users()).toBe(1);
  await expect(warehouse.all(`SELECT x FROM read_csv('${outside}')`)).rejects.toThrow(/disabled by configuration/);
  await expect(warehouse.run("SET GLOBAL threads = 1")).rejects.toThrow(/locked/);
  expect(await warehouse.all("SELECT current_setting('TimeZone') AS zone")).toEqual([{ zone: "UTC" }]);
});

test("connections of others are asked back; while one is kept the warehouse says so, and it opens when that is given back", async () => {
  const kept = await warehouse.instance.connect();
  const given = await warehouse.instance.connect();
  let asked = 0;
  warehouse.instance.onReopen(async () => {
    if (asked++ === 0) given.closeSync();
  });
  await breakWarehouse(warehouse);
  await expect(users()).rejects.toMatchObject({ code: "warehouse_invalid" });
  await expect(users()).rejects.toMatchObject({ code: "warehouse_invalid" });
  expect(asked).toBeGreaterThan(0);
  kept.closeSync();
  expect(await users()).toBe(0);
  const [row] = (await (await warehouse.instance.connect()).runAndReadAll("SELECT 42")).getRows();
  expect(row).toEqual([42]);
});

test("two that are open on one file both come back", async () => {
  const other = await openWarehouse({ path: warehouse.path });
  await addUser("1");
  await breakWarehouse(warehouse);
  const counts: unknown[] = [];
  for (let n = 0; n < 3; n++) {
    for (const each of [warehouse, other]) {
      counts.push(await count(each, "SELECT count(*) FROM users").catch((error: { code: string }) => error.code));
    }
  }
  expect(counts.slice(-2)).toEqual([1, 1]);
  await other.close();
});

test("one in memory has nothing to be opened again, and says what is the matter", async () => {
  const memory = await openWarehouse({ path: ":memory:" });
  await memory.run("INSERT INTO users (user_id) VALUES ('1')");
  expect(await count(memory, "SELECT count(*) FROM users")).toBe(1);
  await memory.close();
  await expect(memory.all("SELECT 1")).rejects.toMatchObject({ code: "warehouse_invalid" });
});
