import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { count, temporaryFolder } from "../testing.ts";
import { breakWarehouse } from "../warehouse/testing/breakWarehouse.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { createDrain } from "./drain.ts";
import { contact, mailOpen, memorySpool, pageView } from "./testing/samples.ts";

const BREAKS = 6;
const MAILS = 60;

test("broken again and again while deliveries come and others read: all is in once, and nobody waits for ever", async () => {
  const folder = await temporaryFolder();
  const warehouse = await openWarehouse({ path: join(folder.path, "w.duckdb") });
  const spool = memorySpool();
  const drain = createDrain({
    ...{ warehouse, spool, owner: "one", now: Date.now, batchBytes: 1000 },
    ...{ leaseMs: 30_000, retryMs: 1, maxAttempts: 3 },
  });
  const refused = new Set<unknown>();
  const note = (error: unknown) => void refused.add((error as { code?: unknown }).code ?? String(error));
  let isOver = false;

  async function feed(): Promise<void> {
    for (let n = 0; n < MAILS; n++) {
      await spool.append(mailOpen(`e${n}`, "ana@example.org"));
      if (n % 10 === 0) await spool.append(pageView(n / 10));
      if (n === MAILS / 2) await spool.append(contact("1", "ana@example.org"));
      await setTimeout(5);
    }
  }
  async function work(): Promise<void> {
    for (let outcome: unknown; !isOver || outcome !== "idle"; ) {
      outcome = await drain.step().catch(note);
      await setTimeout(1);
    }
  }
  async function read(): Promise<void> {
    while (!isOver) {
      await warehouse.all("SELECT count(*) FROM events").catch(note);
      await setTimeout(1);
    }
  }
  /** As Cube's driver: keeps its connection until it is asked for it. */
  async function ask(): Promise<void> {
    let kept: DuckDBConnection | undefined;
    let isAsking = false;
    const close = async () => {
      while (isAsking) await setTimeout(1);
      kept?.closeSync();
      kept = undefined;
    };
    warehouse.instance.onReopen(close);
    while (!isOver) {
      try {
        kept ??= await warehouse.instance.connect();
        isAsking = true;
        await kept.run("SELECT count(*) FROM message_events").catch(() => undefined);
      } catch (error) {
        note(error);
      }
      isAsking = false;
      await setTimeout(1);
    }
    await close();
  }
  async function breakIt(): Promise<void> {
    for (let broken = 0; broken < BREAKS; ) {
      // Not while something is being written: it may take some attempts.
      await breakWarehouse(warehouse).then(
        () => broken++,
        () => undefined,
      );
      await setTimeout(40);
    }
  }

  try {
    const others = [work(), read(), ask()];
    await Promise.all([feed(), breakIt()]);
    isOver = true;
    await Promise.all(others);
    expect(await count(warehouse, "SELECT count(*) FROM message_events")).toBe(MAILS);
    expect(await count(warehouse, "SELECT count(DISTINCT event_id) FROM events")).toBe(MAILS / 10);
    expect(await count(warehouse, "SELECT count(*) FROM events")).toBe(MAILS / 10);
    expect(await warehouse.all("SELECT DISTINCT user_id FROM messages")).toEqual([{ user_id: "1" }]);
    expect(await count(warehouse, "SELECT count(*) FROM raw_inbox WHERE processed_at IS NULL")).toBe(0);
    expect([...refused]).toEqual(["warehouse_invalid"]);
  } finally {
    await warehouse.close();
    await folder.remove();
  }
});
