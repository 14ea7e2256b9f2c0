import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { tableContents, temporaryFolder } from "../testing.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { deliveriesOfRun } from "./testing/samples.ts";

const TABLES = [
  "users",
  "identities",
  "events",
  "sessions",
  "messages",
  "message_events",
  "score_history",
  "raw_inbox",
];
const STEPS = [
  "before append",
  "after append",
  "before commit",
  "in the transaction",
  "after commit",
  "before release",
  "in release",
  "after release",
];
const ROUNDS = 50;

test("killed (-9) at every step and at random moments, 50 rounds, it ends in the tables of a run that went through", async () => {
  const folder = await temporaryFolder();
  const script = fileURLToPath(new URL("./testing/drainInChild.ts", import.meta.url));
  const all = deliveriesOfRun().length;

  /** @returns how it ended, and the first delivery that wasn't acknowledged */
  async function run(name: string, step: string, nth: number, from: number, killAfterMs?: number) {
    const path = join(folder.path, `${name}.duckdb`);
    const parameters = [path, join(folder.path, name), step, String(nth), String(from)];
    const child = spawn(process.execPath, ["--no-warnings", script, ...parameters], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let next = from;
    const lines = createInterface({ input: child.stdout });
    const closed = once(lines, "close");
    lines.on("line", (line) => {
      next = Number(line) + 1;
    });
    const ended = once(child, "exit");
    if (killAfterMs !== undefined) {
      await Promise.race([ended, setTimeout(killAfterMs)]);
      child.kill("SIGKILL");
    }
    const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null];
    await closed;
    return { code, signal, next };
  }

  async function contents(name: string) {
    const warehouse = await openWarehouse({ path: join(folder.path, `${name}.duckdb`) });
    try {
      return await tableContents(warehouse, TABLES);
    } finally {
      await warehouse.close();
    }
  }

  try {
    expect(await run("clean", "none", 1, 0)).toMatchObject({ code: 0, next: all });
    const whole = await contents("clean");
    expect(whole.raw_inbox).toHaveLength(all);
    let killed = 0;
    let name = "";
    let next = all;
    let part = 0;
    for (let round = 0; round < ROUNDS; round++) {
      // When all has been sent and taken, it begins anew with an empty warehouse.
      if (next >= all) {
        if (name !== "") {
          expect(await run(name, "none", 1, next)).toMatchObject({ code: 0 });
          expect(await contents(name)).toEqual(whole);
        }
        name = `killed${part++}`;
        next = 0;
      }
      const isRandom = round % 5 === 4;
      const outcome = isRandom
        ? await run(name, "none", 1, next, 150 + ((round * 97) % 450))
        : await run(name, STEPS[round % STEPS.length] ?? "", 1 + (round % 2), next);
      expect(outcome.signal === "SIGKILL" || outcome.code === 0).toBe(true);
      if (outcome.signal === "SIGKILL") killed++;
      next = outcome.next;
    }
    expect(await run(name, "none", 1, next)).toMatchObject({ code: 0 });
    expect(await contents(name)).toEqual(whole);
    expect(killed).toBeGreaterThan(ROUNDS / 2);
  } finally {
    await folder.remove();
  }
}, 240_000);
