import fc from "fast-check";
import { expect, test } from "vitest";
import { ga4Sample, tableContents } from "../testing.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { ingestPayload } from "./ingest.ts";

const status = (id: string, name: string, at: number, extra: object = {}) =>
  JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "1",
        changes: [
          {
            field: "messages",
            value: {
              contacts: [{ wa_id: "573001112233", user_id: "CO.1" }],
              statuses: [
                {
                  id,
                  status: name,
                  timestamp: String(at),
                  recipient_id: "573001112233",
                  biz_opaque_callback_data: '{"campaign_id":"k1","campaign_name":"March"}',
                  ...extra,
                },
              ],
            },
          },
        ],
      },
    ],
  });

const contact = (id: string, properties: object, updatedAt: string) =>
  JSON.stringify({ id, createdAt: "2026-01-01T00:00:00Z", updatedAt, properties });

/** What one person's month looks like on the wire. */
const deliveries: { source: string; body: string }[] = [
  { source: "whatsapp", body: status("m1", "sent", 1772359200) },
  { source: "whatsapp", body: status("m1", "read", 1772359300) },
  { source: "whatsapp", body: status("m1", "delivered", 1772359210) },
  { source: "whatsapp", body: status("m2", "failed", 1772359400, { errors: [{ code: 131026 }] }) },
  {
    source: "sendgrid",
    body: JSON.stringify([
      {
        event: "click",
        email: "Ana@Example.org",
        timestamp: 1772359500,
        sg_event_id: "e2",
        sg_message_id: "s1",
        url: "https://portal.example/a",
        campaign_id: "k2",
      },
      {
        event: "open",
        email: "ana@example.org",
        timestamp: 1772359450,
        sg_event_id: "e1",
        sg_message_id: "s1",
        sg_machine_open: true,
        campaign_id: "k2",
      },
    ]),
  },
  {
    source: "hubspot",
    body: contact(
      "10",
      { email: "ana@example.org", phone: "+57 300 111 2233", profession: "nurse" },
      "2026-03-01T00:00:00Z",
    ),
  },
  {
    source: "hubspot",
    body: contact(
      "10",
      { email: "ana@example.org", phone: "+57 300 111 2233", profession: "doctor" },
      "2026-03-05T00:00:00Z",
    ),
  },
  {
    source: "ga4",
    body: ga4Sample({ at: "2026-03-01T09:00:00Z", session: 1, params: { source: "google", medium: "organic" } }),
  },
  {
    source: "ga4",
    body: ga4Sample({
      at: "2026-03-01T09:01:00Z",
      session: 1,
      user: "9",
      name: "content_play",
      params: { content_id: "c1", seconds_played: 40 },
    }),
  },
  {
    source: "hubspot",
    body: contact(
      "10",
      { email: "ana@example.org", phone: "+57 300 111 2233", profession: "doctor", hs_merged_object_ids: "9" },
      "2026-03-06T00:00:00Z",
    ),
  },
  { source: "hubspot", body: contact("9", { email: "ana.old@example.org" }, "2026-02-01T00:00:00Z") },
];

const TABLES = ["users", "events", "sessions", "messages", "message_events", "campaigns", "content_consumption"];

async function tablesAfter(order: readonly number[]) {
  const warehouse = await openWarehouse({ path: ":memory:" });
  for (const index of order) {
    const { source, body } = deliveries[index]!;
    await ingestPayload(warehouse, source, { body });
  }
  const contents = await tableContents(warehouse, TABLES);
  await warehouse.close();
  return contents;
}

test("deliveries in their own order give what they should", async () => {
  const warehouse = await openWarehouse({ path: ":memory:" });
  for (const { source, body } of deliveries) await ingestPayload(warehouse, source, { body });
  const messages = await warehouse.all(
    `SELECT message_id, user_id, campaign_id, epoch(sent_at)::INT AS sent, epoch(delivered_at)::INT AS delivered,
       epoch(read_at)::INT AS "read", epoch(clicked_at)::INT AS clicked, failure_code, failure_class FROM messages ORDER BY 1`,
  );
  expect(messages).toEqual([
    {
      message_id: "m1",
      user_id: "10",
      campaign_id: "k1",
      sent: 1772359200,
      delivered: 1772359210,
      read: 1772359300,
      clicked: null,
      failure_code: null,
      failure_class: null,
    },
    {
      message_id: "m2",
      user_id: "10",
      campaign_id: "k1",
      sent: 1772359400,
      delivered: null,
      read: null,
      clicked: null,
      failure_code: "131026",
      failure_class: "hard",
    },
    {
      message_id: "s1",
      user_id: "10",
      campaign_id: "k2",
      sent: 1772359450,
      delivered: 1772359450,
      read: 1772359500,
      clicked: 1772359500,
      failure_code: null,
      failure_class: null,
    },
  ]);
  expect(await warehouse.all("SELECT user_id, profession, _deleted FROM users ORDER BY 1")).toEqual([
    { user_id: "10", profession: "doctor", _deleted: false },
    { user_id: "9", profession: null, _deleted: true },
  ]);
  expect(await warehouse.all("SELECT DISTINCT user_id FROM events")).toEqual([{ user_id: "10" }]);
  expect(await warehouse.all("SELECT user_id, utm_source FROM sessions")).toEqual([
    { user_id: "10", utm_source: "google" },
  ]);
  expect(await warehouse.all("SELECT user_id FROM content_consumption")).toEqual([{ user_id: "10" }]);
  await warehouse.close();
});

test("repeated and reordered deliveries end in the same tables", async () => {
  const expected = await tablesAfter(deliveries.map((_, index) => index));
  const indexes = deliveries.map((_, index) => index);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(indexes, { minLength: indexes.length }),
      fc.array(fc.constantFrom(...indexes), { maxLength: 4 }),
      async (order, repeated) => {
        expect(await tablesAfter([...order, ...repeated])).toEqual(expected);
      },
    ),
    { numRuns: 12, seed: 7 },
  );
});
