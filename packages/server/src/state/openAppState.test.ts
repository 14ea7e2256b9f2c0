import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAlertStore } from "../alerts/store/createAlertStore.ts";
import { stateCases } from "../alerts/store/testing/states.ts";
import { MIGRATIONS } from "./migrations.ts";
import { openAppState } from "./openAppState.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-state-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("an embedded state is there when it is opened again", async () => {
  const first = await openAppState({ dataDir: folder });
  const store = await createAlertStore(first, "default");
  await store.unsubscribe("mail", "ana", null, 1);
  await first.close();
  const second = await openAppState({ dataDir: folder });
  const again = await createAlertStore(second, "default");
  expect(await again.unsubscriptions()).toHaveLength(1);
  await second.close();
  await second.close();
});

test("what can't be opened says so, without where", async () => {
  const file = join(folder, "a-file");
  await writeFile(file, "");
  for (const options of [{ dataDir: file }, { url: "postgres://nobody:secret@127.0.0.1:1/none" }]) {
    const error = await openAppState(options).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "state_unavailable" });
    expect(String(error)).not.toMatch(/secret|127\.0\.0\.1|a-file/);
  }
});

const shared = stateCases().find(({ isShared }) => isShared);

test.skipIf(!shared)("processes that start together on one Postgres make its tables once", async () => {
  if (!shared) return;
  await shared.start();
  const states = await Promise.all([shared.open(), shared.open(), shared.open()]);
  const ids = await states[0]?.db.execute(sql`SELECT id FROM northstar.migrations`);
  expect(ids?.rows).toEqual(MIGRATIONS.map(({ id }) => ({ id })));
  for (const state of states) await state.close();
  await shared.stop();
});
