import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { TABLES_OF_DATA, tableContents, temporaryFolder } from "../testing.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { deliveriesOfRun } from "./testing/samples.ts";

const STEPS = [
  "before append",
  "in append",
  "after append",
  "before commit",
  "in the transaction",
  "in commit",
  "late in commit",
  "after commit",
  "before release",
  "in release",
  "after release",
  "in checkpoint",
  "late in checkpoint",
  "in closing",
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
      // Half of a round is reading the program.
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder.path, "compiled") },
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
      return await tableContents(warehouse, TABLES_OF_DATA);
    } finally {
      await warehouse.close();
    }
  }

  try {
    expect(await run("clean", "none", 1, 0)).toMatchObject({ code: 0, next: all });
    const whole = await contents("clean");
    expect(whole.raw_inbox).toHaveLength(all);
    const killedAt = new Set<string>();
    const steps = [1, 2, 1].flatMap((nth) => STEPS.map((step) => ({ step, nth })));
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
      const { step, nth } = (isRandom ? null : steps.shift()) ?? { step: "none", nth: 1 };
      const outcome = await run(name, step, nth, next, isRandom ? 150 + ((round * 97) % 450) : undefined);
      expect(outcome.signal === "SIGKILL" || outcome.code === 0).toBe(true);
      if (outcome.signal === "SIGKILL") {
        killed++;
        killedAt.add(step);
      } else if (!isRandom) {
        // It went through before it came by there: once more, with all before it.
        steps.unshift({ step, nth: 1 });
      }
      next = outcome.next;
    }
    expect(await run(name, "none", 1, next)).toMatchObject({ code: 0 });
    expect(await contents(name)).toEqual(whole);
    expect(killed).toBeGreaterThan(ROUNDS / 2);
    for (const step of STEPS) expect(killedAt).toContain(step);
  } finally {
    await folder.remove();
  }
}, 240_000);
