import { expect, test } from "vitest";
import { ingestPayload } from "../pipeline/ingest.ts";
import { count } from "../testing.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";

const form = (fields: Record<string, string>) => ({ body: new URLSearchParams(fields).toString() });
const at = "2026-03-01 12:00:00";

test("form-encoded webhooks: what each kind becomes, and twice is once", async () => {
  const warehouse = await openWarehouse({ path: ":memory:" });
  const deliveries = [
    form({
      type: "subscribe",
      fired_at: at,
      "data[email]": "ana@example.org",
      "data[list_id]": "l1",
      "data[merges][FNAME]": "Ana",
    }),
    form({
      type: "unsubscribe",
      fired_at: at,
      "data[email]": "ana@example.org",
      "data[list_id]": "l1",
      "data[reason]": "manual",
      "data[campaign_id]": "k1",
    }),
    form({
      type: "unsubscribe",
      fired_at: at,
      "data[email]": "eva@example.org",
      "data[list_id]": "l1",
      "data[reason]": "abuse",
      "data[campaign_id]": "k1",
    }),
    form({
      type: "cleaned",
      fired_at: at,
      "data[email]": "bob@example.org",
      "data[list_id]": "l1",
      "data[reason]": "hard",
      "data[campaign_id]": "k1",
    }),
    form({
      type: "campaign",
      fired_at: at,
      "data[id]": "k1",
      "data[subject]": "March",
      "data[status]": "sent",
      "data[list_id]": "l1",
    }),
    form({ type: "upemail", fired_at: at, "data[new_email]": "a@example.org", "data[old_email]": "ana@example.org" }),
    form({ type: "profile", fired_at: at, "data[email]": "ana@example.org" }),
  ];
  for (const delivery of [...deliveries, ...deliveries]) await ingestPayload(warehouse, "mailchimp", delivery);
  expect(
    await warehouse.all("SELECT event_type, count(*)::INT AS n FROM message_events GROUP BY 1 ORDER BY 1"),
  ).toEqual([
    { event_type: "failed", n: 1 },
    { event_type: "resubscribe", n: 1 },
    { event_type: "spam", n: 1 },
    { event_type: "unsubscribe", n: 1 },
  ]);
  expect(await warehouse.all("SELECT campaign_id, name, epoch(sent_at)::INT AS sent FROM campaigns")).toEqual([
    { campaign_id: "k1", name: "March", sent: 1772366400 },
  ]);
  expect(await warehouse.all("SELECT count(*)::INT AS n, count(failed_at)::INT AS failed FROM messages")).toEqual([
    { n: 3, failed: 1 },
  ]);
  expect(await warehouse.all("SELECT reason, count(*)::INT AS n FROM dead_letter GROUP BY 1")).toEqual([
    { reason: "unsupported_event", n: 2 },
  ]);
  await warehouse.close();
});

test("reports of the API: a campaign, and what an address did with it", async () => {
  const warehouse = await openWarehouse({ path: ":memory:" });
  const reports = {
    reports: [{ id: "k1", campaign_title: "March", emails_sent: 2, send_time: "2026-03-01T12:00:00+00:00" }],
  };
  const activity = {
    emails: [
      {
        campaign_id: "k1",
        email_id: "e1",
        email_address: "ana@example.org",
        activity: [
          { action: "open", timestamp: "2026-03-01T13:00:00+00:00" },
          { action: "click", timestamp: "2026-03-01T13:01:00+00:00", url: "https://a.example/" },
        ],
      },
      {
        campaign_id: "k1",
        email_id: "e2",
        email_address: "bob@example.org",
        activity: [{ action: "bounce", type: "soft", timestamp: "2026-03-01T12:01:00+00:00" }],
      },
    ],
  };
  for (const body of [activity, reports, activity]) {
    await ingestPayload(warehouse, "mailchimp", { body: JSON.stringify(body) });
  }
  expect(
    await warehouse.all(
      "SELECT failure_class, epoch(read_at)::INT AS opened, epoch(clicked_at)::INT AS clicked FROM messages ORDER BY 2",
    ),
  ).toEqual([
    { failure_class: null, opened: 1772370000, clicked: 1772370060 },
    { failure_class: "soft", opened: null, clicked: null },
  ]);
  expect(await count(warehouse, "SELECT count(*) FROM campaigns WHERE name = 'March'")).toBe(1);
  await warehouse.close();
});
