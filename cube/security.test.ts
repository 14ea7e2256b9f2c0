import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await refusals(data);
  await floods(data);
  await failures(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

/*
 * 1 March in Bogota (05:00 UTC to 05:00 UTC): unauthorised 4 (unauthorized written two ways, forbidden, an expired token), bad signatures
 * 2, replays 1, rate limited 1, one of a kind that no KPI knows: 9 in all. 2 March begins with a replay at midnight sharp. One deleted.
 * On 3 March nothing.
 */
async function refusals({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "guard",
    "security_events",
    ["event_id", "occurred_at", "kind", "actor", "severity", "_deleted"],
    [
      ["1", "2026-03-01 05:00", "unauthorized", "portal", "medium", false],
      ["2", "2026-03-01 06:00", "Unauthorized", "portal", "medium", false],
      ["3", "2026-03-01 07:00", "forbidden", "api", "medium", false],
      ["4", "2026-03-01 08:00", "token_expired", "portal", "low", false],
      ["5", "2026-03-01 09:00", "bad_signature", "whatsapp", "high", false],
      ["6", "2026-03-01 09:00", "bad_signature", "sendgrid", "high", false],
      ["7", "2026-03-02 04:59", "replay", "sendgrid", "medium", false],
      ["8", "2026-03-01 10:00", "rate_limit", null, "low", false],
      ["9", "2026-03-01 10:00", "port_scan", "unknown", null, false],
      ["10", "2026-03-02 05:00", "replay", "sendgrid", "medium", false],
      ["11", "2026-03-01 11:00", "replay", "sendgrid", "medium", true],
    ],
  );
}

/*
 * 1 March: 500 forged deliveries of one address in one row, two more forged or unsigned; a token that is wrong 3 times; 4 + 2 out of time, one
 * replay; a bomb and a mark that is no count: one each. Bad signatures 502, unauthorised 3, replays 7, in all 502 + 3 + 7 + 2.
 */
async function floods({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "flood",
    "security_events",
    ["event_id", "occurred_at", "kind", "actor", "_raw"],
    [
      ["f1", "2026-03-01 12:00", "signature_invalid", "whatsapp", '{"count":500,"firstAt":"2026-03-01T11:59:00Z"}'],
      ["f2", "2026-03-01 12:00", "signature_invalid", "sendgrid", null],
      ["f3", "2026-03-01 12:00", "signature_missing", "sendgrid", "{}"],
      ["f4", "2026-03-01 12:00", "token_invalid", "brevo", '{"count":3}'],
      ["f5", "2026-03-01 12:00", "timestamp_stale", "sendgrid", '{"count":4}'],
      ["f6", "2026-03-01 12:00", "timestamp_future", "content", '{"count":2}'],
      ["f7", "2026-03-01 12:00", "replay", "mailgun", '{"count":1}'],
      ["f8", "2026-03-01 12:00", "body_bomb", "content", '{"count":1}'],
      ["f9", "2026-03-01 12:00", "port_scan", "content", '{"count":"many"}'],
    ],
  );
}

/*
 * Failed on 1 March in Bogota: two by WhatsApp (capped, no class said), one e-mail (hard bounce), sent the day before. On 2 March one
 * WhatsApp message at midnight sharp. One was delivered; one deleted.
 */
async function failures({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "post",
    "messages",
    ["message_id", "channel", "sent_at", "delivered_at", "failed_at", "failure_class", "failure_code", "_deleted"],
    [
      ["1", "whatsapp", "2026-03-01 12:00", null, "2026-03-01 12:01", "capped", "131049", false],
      ["2", "whatsapp", "2026-03-01 12:00", null, "2026-03-01 12:01", null, null, false],
      ["3", "email", "2026-02-28 12:00", null, "2026-03-01 12:01", "hard_bounce", "550", false],
      ["4", "whatsapp", "2026-03-01 12:00", null, "2026-03-02 05:00", "capped", "131049", false],
      ["5", "email", "2026-03-01 12:00", "2026-03-01 12:01", null, null, null, false],
      ["6", "email", "2026-03-01 12:00", null, "2026-03-01 12:01", "hard_bounce", "550", true],
    ],
  );
}

const ask = (tenant: string, measures: string[], dimension: string, dateRange: [string, string], more: object = {}) =>
  cube.rows(
    {
      measures: measures.map((name) => `technical.${name}`),
      timeDimensions: [{ dimension: `technical.${dimension}`, dateRange }],
      ...more,
    },
    claims(tenant, ["devops"]),
  );

const FIRST: [string, string] = ["2026-03-01", "2026-03-01"];

describe("security events", () => {
  const KINDS = ["security_events", "unauthorised_attempts", "bad_signatures", "replays", "rate_limited"];

  it("are counted by what they are, on the day of the reporting zone", async () => {
    expect(await ask("guard", KINDS, "security_date", FIRST)).toEqual([
      { security_events: 9, unauthorised_attempts: 4, bad_signatures: 2, replays: 1, rate_limited: 1 },
    ]);
    expect(await ask("guard", KINDS, "security_date", ["2026-03-02", "2026-03-02"])).toMatchObject([
      { security_events: 1, unauthorised_attempts: 0, replays: 1 },
    ]);
    expect(await ask("guard", KINDS, "security_date", ["2026-03-03", "2026-03-03"])).toMatchObject([
      { security_events: null, unauthorised_attempts: null },
    ]);
  });

  it("that a row gathers count as many, and the hooks' own kinds are those of the KPIs", async () => {
    expect(await ask("flood", KINDS, "security_date", FIRST)).toEqual([
      { security_events: 514, unauthorised_attempts: 3, bad_signatures: 502, replays: 7, rate_limited: 0 },
    ]);
  });

  it("say who did it, and the parts make the whole", async () => {
    const rows = await ask("guard", ["security_events"], "security_date", FIRST, {
      dimensions: ["technical.security_severity"],
      order: [["technical.security_severity", "asc"]],
    });
    expect(rows).toEqual([
      { security_severity: "(not set)", security_events: 1 },
      { security_severity: "high", security_events: 2 },
      { security_severity: "low", security_events: 2 },
      { security_severity: "medium", security_events: 4 },
    ]);
  });
});

describe("delivery failures", () => {
  it("are counted by the day they failed, by channel and class", async () => {
    const rows = await ask("post", ["delivery_failures"], "failure_date", FIRST, {
      dimensions: ["technical.failure_channel", "technical.failure_class"],
      order: [
        ["technical.failure_channel", "asc"],
        ["technical.failure_class", "asc"],
      ],
    });
    expect(rows).toEqual([
      { failure_channel: "email", failure_class: "hard_bounce", delivery_failures: 1 },
      { failure_channel: "whatsapp", failure_class: "(not set)", delivery_failures: 1 },
      { failure_channel: "whatsapp", failure_class: "capped", delivery_failures: 1 },
    ]);
    expect(await ask("post", ["delivery_failures"], "failure_date", ["2026-03-02", "2026-03-02"])).toEqual([
      { delivery_failures: 1 },
    ]);
  });
});
