import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { count, tableContents, temporaryFolder } from "../testing.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { type FakeContact, fakeHubspot, THEIR_NOW } from "./testing/fakeHubspot.ts";
import { startFakeServer } from "./testing/fakeServer.ts";

const TABLES = ["users", "identities", "score_history", "dead_letter"];
const contacts: FakeContact[] = Array.from({ length: 23 }, (_, i) => ({
  id: String(i + 1),
  modified: THEIR_NOW - 3_600_000 + i,
  properties: { email: `${i}@example.org`, lead_score: String(i * 4) },
}));

test("killed (-9) in the middle of pages, over and over, the last run leaves the tables of one that went through", async () => {
  const folder = await temporaryFolder();
  const fake = fakeHubspot(contacts, { pageSize: 4 });
  let killAt = Number.POSITIVE_INFINITY;
  let asked = 0;
  let kill: () => void = () => undefined;
  const server = await startFakeServer((request) => {
    // Killed while it waits for a page: the ones before are committed, or just being committed.
    if (++asked === killAt) kill();
    return fake.answer(request);
  });
  const script = fileURLToPath(new URL("./testing/runInChild.ts", import.meta.url));

  async function run(path: string, at: number): Promise<NodeJS.Signals | null> {
    asked = 0;
    killAt = at;
    const child = spawn(process.execPath, ["--no-warnings", script, path, server.origin], { stdio: "inherit" });
    kill = () => child.kill("SIGKILL");
    const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return signal;
  }

  async function contents(path: string) {
    const warehouse = await openWarehouse({ path });
    try {
      return {
        tables: await tableContents(warehouse, TABLES),
        broken: await count(warehouse, "SELECT count(*) FROM integration_runs WHERE status = 'failed'"),
      };
    } finally {
      await warehouse.close();
    }
  }

  try {
    const clean = join(folder.path, "clean.duckdb");
    expect(await run(clean, Number.POSITIVE_INFINITY)).toBeNull();
    const killed = join(folder.path, "killed.duckdb");
    // Each begins where the one before had come to: six pages and one of archived contacts in all.
    for (const at of [1, 3, 2, 2]) expect(await run(killed, at)).toBe("SIGKILL");
    expect(await run(killed, Number.POSITIVE_INFINITY)).toBeNull();
    const whole = await contents(clean);
    const again = await contents(killed);
    expect(whole.tables.users).toHaveLength(23);
    expect(again.tables).toEqual(whole.tables);
    expect(again.broken).toBe(4);
  } finally {
    await server.close();
    await folder.remove();
  }
});
