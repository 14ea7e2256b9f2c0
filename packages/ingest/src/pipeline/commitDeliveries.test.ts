import { afterEach, beforeEach, expect, test } from "vitest";
import type { Delivery } from "../spool/types.ts";
import { count } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { commitDeliveries } from "./commitDeliveries.ts";
import { startRun } from "./runContext.ts";

const NOW = Date.UTC(2026, 2, 10, 12);
let warehouse: Warehouse;

beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(() => warehouse.close());

const open = (id: string, at: number | null, email = `${id}@example.org`): Delivery => ({
  source: "sendgrid",
  dedupKey: id,
  receivedAt: BigInt(NOW) * 1000n,
  headers: { "x-batch": id, authorization: "Bearer x" },
  body: Buffer.from(
    JSON.stringify([
      { event: "open", email, timestamp: at, sg_event_id: id, sg_message_id: `m${id}`, campaign_id: "k" },
    ]),
  ),
});
const run = () => startRun(warehouse, "sendgrid", { clock: () => NOW });
const all = (sql: string) => warehouse.all(sql);

test("deliveries, what they come to and the cursor are written together", async () => {
  const states = [{ connector: "spool", stream: "position", state: { segment: 1, offset: 9 } }];
  const committed = await commitDeliveries(
    await run(),
    [open("a", 1773000000), open("b", null), open("a", 1773000000)],
    {
      states,
    },
  );
  expect(committed).toMatchObject({ duplicates: 1, bad: 1, maxEventAt: 1773000000000000n });
  expect(committed.written.message_events).toBe(1);
  expect(
    await all(`SELECT dedup_key, verified, processed_at IS NOT NULL AS done, attempts, headers->>'x-batch' AS batch,
      headers->>'authorization' AS secret FROM raw_inbox ORDER BY 1`),
  ).toEqual(
    ["a", "b"].map((id) => ({ dedup_key: id, verified: true, done: true, attempts: 1, batch: id, secret: null })),
  );
  expect(await all("SELECT dedup_key FROM dead_letter")).toEqual([{ dedup_key: "b" }]);
  expect(await all("SELECT state->>'offset' AS o FROM connector_state")).toEqual([{ o: "9" }]);
  expect(await all("SELECT epoch(last_event_at)::INT AS at FROM watermarks")).toEqual([{ at: 1773000000 }]);
});

test("a known one counts as a duplicate, in this batch and in the next", async () => {
  await commitDeliveries(await run(), [open("a", 1773000000)]);
  expect(await commitDeliveries(await run(), [open("a", 1773000000), open("c", 1773000001)])).toMatchObject({
    duplicates: 1,
    written: { message_events: 1 },
  });
  expect(await count(warehouse, "SELECT count(*) FROM raw_inbox")).toBe(2);
});

test("when something fails in the transaction nothing is written, and nobody is known by what it had learned", async () => {
  const person = {
    id: "10",
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-03-01T00:00:00Z",
    properties: { email: "a@example.org" },
  };
  const contact: Delivery = { ...open("x", 0), source: "hubspot", body: Buffer.from(JSON.stringify(person)) };
  const hubspot = await startRun(warehouse, "hubspot", { clock: () => NOW });
  const within = async () => {
    throw new Error("no");
  };
  await expect(commitDeliveries(hubspot, [contact], { within })).rejects.toThrow("no");
  expect(await count(warehouse, "SELECT count(*) FROM raw_inbox")).toBe(0);
  await commitDeliveries(await run(), [open("a", 1773000000, "a@example.org")]);
  expect(await all("SELECT user_id FROM messages")).toEqual([{ user_id: null }]);
  // The run that failed goes on: what it says now is news again.
  await commitDeliveries(hubspot, [contact]);
  expect(await all("SELECT user_id FROM messages")).toEqual([{ user_id: "10" }]);
});
