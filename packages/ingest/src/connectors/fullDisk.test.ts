import { expect, test } from "vitest";
import { IngestError } from "../errors.ts";
import { count } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { hubspotContacts } from "./hubspot.ts";
import { type FakeContact, fakeHubspot, THEIR_NOW } from "./testing/fakeHubspot.ts";
import { startFakeServer } from "./testing/fakeServer.ts";
import { runForTest } from "./testing/runForTest.ts";

const contacts: FakeContact[] = Array.from({ length: 23 }, (_, i) => ({
  id: String(i + 1),
  modified: THEIR_NOW - 3_600_000 + i,
  properties: { email: `${i}@example.org`, lead_score: String(i * 4) },
}));
const SETTINGS = { NORTHSTAR_HUBSPOT_TOKEN: "pat-1" };

test("a run on a disk that is full can't even say so, and the next one goes on at once when there is space", async () => {
  const warehouse = await openWarehouse({ path: ":memory:" });
  let isFull = false;
  let asked = 0;
  const fake = fakeHubspot(contacts, { pageSize: 4 });
  const server = await startFakeServer((request) => {
    if (++asked === 3) isFull = true;
    return fake.answer(request);
  });
  const filling: Warehouse = {
    ...warehouse,
    transaction: async (work) => {
      if (isFull) throw new IngestError("warehouse_full", "full");
      return await warehouse.transaction(work);
    },
  };
  const connector = hubspotContacts({ origin: server.origin });
  try {
    await expect(runForTest(filling, connector, SETTINGS)).rejects.toMatchObject({ code: "warehouse_full" });
    expect(await count(warehouse, "SELECT count(*) FROM users")).toBe(8);
    await expect(runForTest(filling, connector, SETTINGS)).rejects.toMatchObject({ code: "warehouse_full" });
    isFull = false;
    expect((await runForTest(filling, connector, SETTINGS)).error).toBeNull();
    expect(await count(warehouse, "SELECT count(*) FROM users")).toBe(23);
    expect(
      await warehouse.all("SELECT status, count(*)::INT AS n FROM integration_runs GROUP BY 1 ORDER BY 1"),
    ).toEqual([
      { status: "failed", n: 1 },
      // Of both streams.
      { status: "success", n: 2 },
    ]);
  } finally {
    await server.close();
    await warehouse.close();
  }
});
