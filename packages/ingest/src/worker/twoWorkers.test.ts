import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startIngest } from "../runtime.ts";
import { count, temporaryFolder } from "../testing.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { deliveriesOfRun } from "./testing/samples.ts";

const SCRIPT = fileURLToPath(new URL("./testing/ingestInChild.ts", import.meta.url));

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let children: ChildProcess[];
beforeEach(async () => {
  folder = await temporaryFolder();
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await folder.remove();
});

/** A process with all of ingestion over the folder. `line` gives what it says next; null when it has ended. */
function start() {
  const child = spawn(process.execPath, ["--no-warnings", SCRIPT, folder.path], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    line: async () => ((await lines.next()) as IteratorResult<string, undefined>).value ?? null,
    say: (word: string) => child.stdin.write(`${word}\n`),
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

test("two processes on one installation: the second is told so; when the first is killed another takes over at once, rows once", async () => {
  const first = start();
  expect(await first.line()).toBe("open");
  const second = start();
  expect(await second.line()).toBe("warehouse_locked");
  expect(await second.line()).toBeNull();
  first.say("half");
  expect(await first.line()).toBe("half acknowledged");
  await first.kill();
  // Its lease is in the warehouse still, for half a minute, and its lock in the spool's folder.
  const third = start();
  expect(await third.line()).toBe("open");
  third.say("all");
  expect(await third.line()).toBe("all acknowledged");
  third.say("settle");
  expect(await third.line()).toBe("settled");
  third.say("close");
  expect(await third.line()).toBe("closed");
  const warehouse = await openWarehouse({ path: join(folder.path, "warehouse.duckdb") });
  const sent = deliveriesOfRun();
  expect(await count(warehouse, "SELECT count(*) FROM raw_inbox WHERE processed_at IS NOT NULL")).toBe(sent.length);
  expect(await count(warehouse, "SELECT count(*) FROM message_events")).toBe(12);
  expect(await count(warehouse, "SELECT count(*) FROM events")).toBe(12);
  await warehouse.close();
});

test("two in one process: the spool is the first one's", async () => {
  const warehouse = await openWarehouse({ path: join(folder.path, "warehouse.duckdb") });
  const options = { warehouse, dataDir: folder.path, environment: {}, poll: false };
  const first = await startIngest(options);
  await expect(startIngest(options)).rejects.toMatchObject({ code: "spool_locked" });
  await first.close();
  const next = await startIngest(options);
  await next.close();
  await warehouse.close();
});
