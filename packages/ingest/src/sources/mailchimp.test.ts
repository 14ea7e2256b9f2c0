import { describe, expect, test } from "vitest";
import { erasePerson } from "../erase/erasePerson.ts";
import { commitDeliveries } from "../pipeline/commitDeliveries.ts";
import { ingestPayload } from "../pipeline/ingest.ts";
import { startRun } from "../pipeline/runContext.ts";
import { count, tableContents } from "../testing.ts";
import { TABLES } from "../warehouse/schema.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { MinuteTally } from "../worker/minuteTally.ts";
import { emailHash } from "./hashing.ts";

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
  expect(await count(warehouse, "SELECT count(*) FROM dead_letter")).toBe(0);
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

describe("an address that is changed at Mailchimp", () => {
  const moved = form({
    type: "upemail",
    fired_at: "2026-03-05 12:00:00",
    "data[new_id]": "51da8c3259",
    "data[new_email]": "new@example.org",
    "data[old_email]": "old@example.org",
    "data[list_id]": "l1",
  });
  const contact = (id: string, email: string, createdAt = "2026-03-01T08:00:00Z") => ({
    body: JSON.stringify({ results: [{ id, createdAt, updatedAt: createdAt, properties: { email } }] }),
  });
  const delivered = (email: string, day: string) => ({
    body: JSON.stringify({
      send_time: `${day}T09:00:00Z`,
      sent_to: [{ campaign_id: day, email_address: email, status: "sent" }],
    }),
  });
  const toOld = ["mailchimp_reports", delivered("old@example.org", "2026-03-02")] as const;
  const toNew = ["mailchimp_reports", delivered("new@example.org", "2026-03-09")] as const;

  async function load(...deliveries: (readonly [string, { body: string }])[]) {
    const warehouse = await openWarehouse({ path: ":memory:" });
    for (const [source, body] of deliveries) await ingestPayload(warehouse, source, body);
    const persons = await warehouse.all("SELECT campaign_id AS day, user_id FROM messages ORDER BY 1");
    const identities = await warehouse.all(
      `SELECT identity_value AS value, user_id, strftime(valid_from, '%m-%d') AS since, strftime(valid_to, '%m-%d') AS until
       FROM identities WHERE identity_type = 'email_hash' ORDER BY ALL`,
    );
    const named = new Map([
      [emailHash("old@example.org", ""), "old"],
      [emailHash("new@example.org", ""), "new"],
    ]);
    await warehouse.close();
    return {
      persons: Object.fromEntries(persons.map((row) => [String(row.day), row.user_id])),
      identities: identities.map((row) => ({ ...row, value: named.get(String(row.value)) })),
    };
  }

  test("is the same person's, with its history, whatever becomes known first", async () => {
    const all = [["hubspot", contact("501", "old@example.org")], ["mailchimp", moved], toOld, toNew] as const;
    const expected = {
      persons: { "2026-03-02": "501", "2026-03-09": "501" },
      identities: [
        { value: "new", user_id: "501", since: "03-05", until: null },
        { value: "old", user_id: "501", since: "03-01", until: "03-05" },
      ].sort((a, b) => (emailHash(`${a.value}@example.org`, "")! < emailHash(`${b.value}@example.org`, "")! ? -1 : 1)),
    };
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [1, 2, 3, 0, 1],
      [2, 1, 0, 3, 1, 0],
    ];
    for (const order of orders)
      expect(await load(...order.map((index) => all[index]!)), order.join()).toEqual(expected);
  });

  test("reaches back to messages of an address that the CRM never knew", async () => {
    const { persons, identities } = await load(
      toOld,
      ["mailchimp", moved],
      ["hubspot", contact("501", "new@example.org")],
    );
    expect(persons).toEqual({ "2026-03-02": "501" });
    expect(identities).toContainEqual({ value: "old", user_id: "501", since: null, until: "03-05" });
  });

  test("over several changes; whoever takes over an old address later isn't who left it", async () => {
    const again = form({
      type: "upemail",
      fired_at: "2026-03-08 12:00:00",
      "data[new_email]": "newest@example.org",
      "data[old_email]": "new@example.org",
    });
    const heir = contact("777", "old@example.org", "2026-03-20T08:00:00Z");
    const toNewest = ["mailchimp_reports", delivered("newest@example.org", "2026-03-12")] as const;
    const steps = [
      ["mailchimp", again],
      toNewest,
      ["hubspot", heir],
      ["mailchimp", moved],
      ["hubspot", contact("501", "old@example.org")],
    ] as const;
    expect((await load(...steps)).persons).toEqual({ "2026-03-12": "501" });
    expect((await load(...steps.toReversed())).persons).toEqual({ "2026-03-12": "501" });
  });

  test("who is erased by one address is erased by the other too, and what is told of them again changes nothing", async () => {
    const warehouse = await openWarehouse({ path: ":memory:" });
    for (const [source, body] of [toOld, toNew, ["mailchimp", moved] as const])
      await ingestPayload(warehouse, source, body);
    await erasePerson(warehouse, { email: "old@example.org" });
    const traces = async () => {
      const text = JSON.stringify([
        await tableContents(warehouse, Object.keys(TABLES)),
        await warehouse.all("SELECT CAST(body AS VARCHAR) AS body FROM raw_inbox"),
      ]);
      const words = [
        "old@",
        "new@",
        "old%40",
        "new%40",
        emailHash("old@example.org", ""),
        emailHash("new@example.org", ""),
      ];
      return words.filter((word) => text.includes(String(word)));
    };
    expect(await traces()).toEqual([]);
    // Again, in other bytes.
    await ingestPayload(warehouse, "mailchimp", { body: `${moved.body}&again=1` });
    await ingestPayload(warehouse, "mailchimp_reports", delivered("new@example.org", "2026-03-12"));
    const profile = { type: "profile", fired_at: at, "data[email]": "new@example.org", "data[merges][FNAME]": "Ana" };
    await ingestPayload(warehouse, "mailchimp", form(profile));
    expect(await traces()).toEqual([]);
    expect(await count(warehouse, "SELECT count(*) FROM messages")).toBe(3);
    expect(await count(warehouse, "SELECT count(*) FROM identities")).toBe(0);
    await warehouse.close();
  });

  test("without an address it is set aside", async () => {
    const warehouse = await openWarehouse({ path: ":memory:" });
    await ingestPayload(
      warehouse,
      "mailchimp",
      form({ type: "upemail", fired_at: at, "data[new_email]": "a@example.org" }),
    );
    expect(await warehouse.all("SELECT reason FROM dead_letter")).toEqual([{ reason: "missing_email" }]);
    await warehouse.close();
  });
});

test("a changed profile is known and makes no rows: counted with its reason, and nothing is wrong", async () => {
  const warehouse = await openWarehouse({ path: ":memory:" });
  const run = await startRun(warehouse, "mailchimp", {});
  const delivery = (fields: Record<string, string>) => {
    const body = Buffer.from(form(fields).body);
    return { source: "mailchimp" as const, dedupKey: String(body), receivedAt: 0n, headers: {}, body };
  };
  const deliveries = [
    delivery({ type: "profile", fired_at: at, "data[email]": "ana@example.org", "data[merges][FNAME]": "Ana" }),
    delivery({ type: "profile", fired_at: at, "data[email]": "eva@example.org" }),
    delivery({ type: "subscribe", fired_at: at, "data[email]": "ana@example.org" }),
  ];
  const first = await commitDeliveries(run, deliveries);
  expect(first).toMatchObject({ ignored: { profile_of_a_list: 2 }, bad: 0, written: { message_events: 1 } });
  expect(await commitDeliveries(run, deliveries)).toMatchObject({ ignored: {}, duplicates: 3 });
  const { rows } = new MinuteTally("w").rows("mailchimp", deliveries, first, Date.parse("2026-03-01T12:00:00Z"));
  expect(rows.get("integration_runs")).toMatchObject([{ rows_bad: 0, _raw: '{"ignored":{"profile_of_a_list":2}}' }]);
  await warehouse.close();
});
