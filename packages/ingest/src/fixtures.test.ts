import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ingestFiles } from "./pipeline/ingest.ts";
import { count, tableContents } from "./testing.ts";
import { openWarehouse, type Warehouse } from "./warehouse/warehouse.ts";

/** Real payloads, which a clone may lack: see the project's readme. */
const root = fileURLToPath(new URL("../../../../shared/fixtures/", import.meta.url));

function filesOf(folder: string): string[] {
  const path = join(root, folder);
  return existsSync(path) ? readdirSync(path).map((name) => join(folder, name)) : [];
}

const cases: (readonly [string, string])[] = [
  ["ga4", "ga4/ga4_events_20201110_20201112.ndjson"],
  ["hubspot", "hubspot/dbt_seeds/contact_data.csv"],
  ["sendgrid", "email/webhooks_anymail/sendgrid.json"],
  ["brevo", "email/webhooks_anymail/brevo.json"],
  ["mailgun", "email/webhooks_anymail/mailgun.json"],
  ["sponsorship", "sponsorship/eslint_sponsors_current.csv"],
  ...filesOf("whatsapp/updates").map((path) => ["whatsapp", path] as const),
  // Formats of other kinds must end in dead letters, not in a crash.
  ...filesOf("email/webhooks_anymail").flatMap((path) =>
    (["sendgrid", "brevo", "mailgun"] as const).map((source) => [source, path] as const),
  ),
  ...filesOf("whatsapp/templates").map((path) => ["whatsapp", path] as const),
  ...filesOf("hubspot/dbt_seeds").map((path) => ["hubspot", path] as const),
  ["ga4", "ga4/fivetran_ga4_export_event_data.csv"],
];

describe.skipIf(!existsSync(root))("real payloads", () => {
  let warehouse: Warehouse;
  beforeEach(async () => {
    warehouse = await openWarehouse({ path: ":memory:" });
  });
  afterEach(() => warehouse.close());

  test.each(cases)("%s: %s loads, and a second time changes nothing", async (source, path) => {
    const first = await ingestFiles(warehouse, source, [join(root, path)]);
    expect(first.payloads).toBe(1);
    const written = Object.values(first.rows).reduce((sum, rows) => sum + rows, 0);
    expect(written + first.bad + first.duplicates).toBeGreaterThan(0);
    expect(await count(warehouse, "SELECT count(*) FROM raw_inbox WHERE processed_at IS NOT NULL")).toBe(1);
    const tables = [...Object.keys(first.rows), "dead_letter"];
    const before = await tableContents(warehouse, tables);
    const second = await ingestFiles(warehouse, source, [join(root, path)]);
    expect(second.rows).toEqual({});
    expect(second.duplicates).toBeGreaterThan(0);
    expect(await tableContents(warehouse, tables)).toEqual(before);
  });

  test("GA4: events, people and sessions are those of the raw file", async () => {
    const file = join(root, "ga4/ga4_events_20201110_20201112.ndjson");
    await ingestFiles(warehouse, "ga4", [file]);
    const [raw] = await warehouse.all(
      `WITH raw AS (SELECT * FROM read_json('${file}', format = 'newline_delimited')),
       told AS (SELECT user_pseudo_id AS pseudo, list_filter(event_params, p -> p.key = 'ga_session_id')[1].value.int_value AS session,
         TRY_CAST(list_filter(event_params, p -> p.key = 'engagement_time_msec')[1].value.int_value AS BIGINT) AS engagement FROM raw)
       SELECT count(*) AS events, count(DISTINCT pseudo) AS people,
         count(DISTINCT (pseudo, session)) FILTER (WHERE pseudo IS NOT NULL AND session IS NOT NULL) AS sessions,
         CAST(sum(engagement) FILTER (WHERE pseudo IS NOT NULL AND session IS NOT NULL) AS BIGINT) AS engagement FROM told`,
    );
    const [loaded] = await warehouse.all(
      `SELECT (SELECT count(*) FROM events) AS events, (SELECT count(DISTINCT user_pseudo_id) FROM events) AS people,
         (SELECT count(*) FROM sessions) AS sessions, (SELECT CAST(sum(engagement_ms) AS BIGINT) FROM sessions) AS engagement`,
    );
    expect(loaded).toEqual(raw);
    expect(raw?.events).toBe(833n);
  });

  test("sponsors: 116, 9,448.67 USD a month", async () => {
    await ingestFiles(warehouse, "sponsorship", [join(root, "sponsorship/eslint_sponsors_current.csv")]);
    const published = JSON.parse(readFileSync(join(root, "sponsorship/eslint_sponsors_current_totals.json"), "utf8"));
    const [loaded] = await warehouse.all(
      "SELECT count(DISTINCT sponsor_id)::INT AS sponsors, sum(amount_base)::DOUBLE AS total FROM sponsorship_entries",
    );
    expect(loaded).toEqual({
      sponsors: published.sponsorCount,
      total: Math.round(published.monthlyDonations * 100) / 100,
    });
    expect(loaded).toEqual({ sponsors: 116, total: 9448.67 });
  });

  test("WhatsApp: statuses of one message, by what they are", async () => {
    await ingestFiles(warehouse, "whatsapp", [join(root, "whatsapp/updates/message_status.json")]);
    expect(
      await warehouse.all(
        "SELECT event_type, count(*)::INT AS n FROM message_events WHERE message_id = 'wamid.xyzxyz' GROUP BY 1 ORDER BY 1",
      ),
    ).toEqual([
      { event_type: "delivered", n: 1 },
      { event_type: "failed", n: 1 },
      { event_type: "read", n: 2 },
      { event_type: "sent", n: 1 },
    ]);
    expect(
      await warehouse.all("SELECT failure_code, failure_class FROM messages WHERE message_id = 'wamid.xyzxyz'"),
    ).toEqual([{ failure_code: "130472", failure_class: "policy" }]);
  });

  test("HubSpot: merged contacts point to the one they were merged into", async () => {
    await ingestFiles(warehouse, "hubspot", [join(root, "hubspot/dbt_seeds/contact_data.csv")]);
    expect(
      await warehouse.all(
        "SELECT identity_value FROM identities WHERE identity_type = 'crm_id' AND user_id = '78971951' ORDER BY 1",
      ),
    ).toEqual(["46897301", "76226001", "76340251", "78971951"].map((identity_value) => ({ identity_value })));
    expect(
      await count(
        warehouse,
        "SELECT count(*) FROM users WHERE user_id IN ('46897301', '76226001', '76340251') AND _deleted",
      ),
    ).toBe(3);
  });

  test("no address or number of a person is in a normalised table", async () => {
    await ingestFiles(warehouse, "sendgrid", [join(root, "email/webhooks_anymail/sendgrid.json")]);
    await ingestFiles(warehouse, "whatsapp", [join(root, "whatsapp/updates/message_status.json")]);
    const contents = JSON.stringify(
      await tableContents(warehouse, ["messages", "message_events", "users", "identities", "campaigns"]),
    );
    expect(contents).toContain("email_hash");
    expect(contents).not.toMatch(/@example\.com"|972987654321/);
  });
});
