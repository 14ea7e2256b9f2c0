import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ingestFiles, ingestPayload } from "../pipeline/ingest.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { channelGroup } from "./channelGroup.ts";

/** Real payloads, which a clone may lack: see the project's readme. */
const root = fileURLToPath(new URL("../../../../../shared/fixtures/", import.meta.url));

describe.skipIf(!existsSync(root))("real payloads, their rows counted by hand", () => {
  let warehouse: Warehouse;
  beforeEach(async () => {
    warehouse = await openWarehouse({ path: ":memory:" });
  });
  afterEach(() => warehouse.close());

  const load = (source: string, paths: readonly string[]) =>
    ingestFiles(
      warehouse,
      source,
      paths.map((path) => join(root, path)),
    );
  const events = async () =>
    Object.fromEntries(
      (
        await warehouse.all(
          `SELECT event_type || CASE WHEN is_machine THEN ' by a machine' ELSE '' END AS kind, count(*)::INT AS n FROM message_events GROUP BY 1`,
        )
      ).map((row) => [row.kind, row.n]),
    );

  test("the 30 published cases of channel groups", () => {
    const path =
      "ga4/dbt_ga4_test_vectors/test_macro_default_channel_grouping__traffic_data_with_expected_channels.json";
    const cases: Record<string, string>[] = JSON.parse(readFileSync(join(root, path), "utf8"));
    expect(cases).toHaveLength(30);
    for (const { source, medium, campaign, expected_channel } of cases) {
      const group = channelGroup(source || null, medium || null, campaign || null);
      expect(`${source} / ${medium} / ${campaign}: ${group}`).toBe(
        `${source} / ${medium} / ${campaign}: ${expected_channel}`,
      );
    }
  });

  test("SendGrid: ten events, of which one came twice", async () => {
    const report = await load("sendgrid", ["email/webhooks_anymail/sendgrid.json"]);
    expect(await events()).toEqual({ sent: 1, delivered: 1, failed: 4, deferred: 1, read: 1, click: 1 });
    expect([report.duplicates, report.bad]).toEqual([1, 0]);
  });

  test("Brevo: sixteen events; what its proxy opened is a machine's", async () => {
    const report = await load("brevo", ["email/webhooks_anymail/brevo.json"]);
    expect(await events()).toEqual({
      sent: 1,
      delivered: 1,
      failed: 5,
      deferred: 1,
      spam: 2,
      read: 2,
      "read by a machine": 2,
      click: 1,
      unsubscribe: 1,
    });
    expect(report.bad).toBe(0);
  });

  test("Mailgun: eight events; what the recordings left out of twelve others is named", async () => {
    const report = await load("mailgun", ["email/webhooks_anymail/mailgun.json"]);
    expect(await events()).toEqual({ delivered: 1, failed: 2, deferred: 2, spam: 1, unsubscribe: 1, read: 1 });
    expect(report.badReasons).toEqual({ missing_time: 9, missing_message_id: 2, missing_event: 1 });
  });

  test("WhatsApp: 43 statuses, messages and preferences, 18 once their repeated ids are one; 31 changes make no rows", async () => {
    const report = await load(
      "whatsapp",
      readdirSync(join(root, "whatsapp/updates")).map((name) => `whatsapp/updates/${name}`),
    );
    // `played` of the message that was `read` is another status of it.
    expect(await events()).toEqual({ sent: 1, delivered: 1, read: 3, failed: 1, reply: 6, inbound: 4, resubscribe: 2 });
    expect([report.duplicates, report.badReasons]).toEqual([25, { unsupported_field: 31 }]);
  });

  test("Mailchimp: the campaign of both reports is one, the error is set aside", async () => {
    const report = await load(
      "mailchimp",
      readdirSync(join(root, "email/mailchimp_api")).map((name) => `email/mailchimp_api/${name}`),
    );
    expect(await warehouse.all("SELECT campaign_id, name, epoch(sent_at)::INT AS sent FROM campaigns")).toEqual([
      // 2015-09-15T19:05:51+00:00
      { campaign_id: "42694e9e57", name: "Freddie's Jokes Vol. 1", sent: 1_442_343_951 },
    ]);
    expect(report.badReasons).toEqual({ api_error: 1 });
  });

  test("HubSpot: the signed webhook makes a contact", async () => {
    const { vectors } = JSON.parse(readFileSync(join(root, "signature_vectors/hubspot_webhook.json"), "utf8"));
    await ingestPayload(warehouse, "hubspot", { body: vectors[0].rawBody });
    expect(await warehouse.all("SELECT user_id, epoch(registered_at)::INT AS registered FROM users")).toEqual([
      { user_id: "123", registered: 1_564_113_600 },
    ]);
  });
});
