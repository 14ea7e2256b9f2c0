import { afterEach, beforeEach, expect, test } from "vitest";
import { readTableWatermarks } from "../admin/tableWatermarks.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { contact, delivery } from "../worker/testing/samples.ts";
import { commitDeliveries } from "./commitDeliveries.ts";
import { startRun } from "./runContext.ts";

const AT = Date.UTC(2026, 2, 10, 12);
let warehouse: Warehouse;

beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(() => warehouse.close());

async function brevoOpen(id: string, at: string, clock: number): Promise<void> {
  const body = JSON.stringify({
    event: "opened",
    email: "ana@example.org",
    id,
    "message-id": "m1",
    date: at,
    ts_event: Date.parse(at) / 1000,
  });
  await commitDeliveries(await startRun(warehouse, "brevo", { clock: () => clock }), [delivery("brevo", id, body)]);
}

test("each table of a provider has its own, which no other provider of the source moves", async () => {
  await commitDeliveries(await startRun(warehouse, "hubspot", { clock: () => AT }), [
    contact("7", "ana@example.org", "2026-03-09T08:00:00Z"),
  ]);
  const crm = await readTableWatermarks(warehouse, { records: ["hubspot"] });
  const lastLoadedAt = new Date(AT).toISOString();
  // Registered in January, scored in March; who is who has no time.
  expect(crm).toEqual([
    { table: "identities", lastEventAt: null, lastLoadedAt },
    { table: "score_history", lastEventAt: "2026-03-09T08:00:00.000Z", lastLoadedAt },
    { table: "users", lastEventAt: "2026-01-01T00:00:00.000Z", lastLoadedAt },
  ]);
  expect(await readTableWatermarks(warehouse, { records: ["sendgrid"] })).toEqual([]);

  await brevoOpen("1", "2026-03-10T09:00:00Z", AT);
  const before = await readTableWatermarks(warehouse, { records: ["brevo"] });
  expect(before.find(({ table }) => table === "message_events")?.lastEventAt).toBe("2026-03-10T09:00:00.000Z");

  // A late event moves the load, not how far the events have come; one from the future counts as of now.
  await brevoOpen("2", "2026-03-08T09:00:00Z", AT + 60_000);
  await brevoOpen("3", "2026-03-12T09:00:00Z", AT + 120_000);
  expect(await readTableWatermarks(warehouse, { records: ["brevo"] })).toContainEqual({
    table: "message_events",
    lastEventAt: new Date(AT + 120_000).toISOString(),
    lastLoadedAt: new Date(AT + 120_000).toISOString(),
  });
  expect(await readTableWatermarks(warehouse, { records: ["hubspot"] })).toEqual(crm);
});
