import { afterEach, beforeEach, expect, test } from "vitest";
import { commitDeliveries } from "../pipeline/commitDeliveries.ts";
import { ingestFiles, ingestPayload } from "../pipeline/ingest.ts";
import { ingestParts } from "../pipeline/ingestParts.ts";
import type { Part } from "../pipeline/part.ts";
import { ReportBuilder } from "../pipeline/report.ts";
import { startRun } from "../pipeline/runContext.ts";
import { onCommit } from "../pipeline/watermarks.ts";
import { emailHash, phoneHash } from "../sources/hashing.ts";
import { ga4Sample, temporaryFolder } from "../testing.ts";
import { columnsOf, TABLES, type TableName } from "../warehouse/schema.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { erasePerson } from "./erasePerson.ts";

/** Stands in everything that is the person's, and in nothing else. */
const WORD = "zanahoria";
/** Stands in what is another's. */
const OTHER = "calabaza";
const PHONE = "573001112233";
const wamid = (phone: string, id: string) => `wamid.${Buffer.from(`\x1d\x0b${phone}\x15\x02${id}`).toString("base64")}`;
const inbound = wamid(PHONE, "in");
const out = wamid(PHONE, "out");

const contact = (id: string, word: string, phone: string, extra: object = {}) => ({
  id,
  createdAt: "2026-01-05T08:00:00Z",
  updatedAt: "2026-03-01T00:00:00Z",
  properties: {
    email: `${word}@example.org`,
    hs_additional_emails: `${word}.two@example.org`,
    phone,
    firstname: word,
    jobtitle: word,
    country: "Colombia",
    notes: `called ${word}`,
    wa_bsuid: `CO.${word}`,
    lead_score: "71",
    ...extra,
  },
});
const whatsapp = (value: object) => ({
  object: "whatsapp_business_account",
  entry: [{ id: "1", changes: [{ field: "messages", value }] }],
});

/** A person's whole record, beside another's, as the sources send it. */
const payloads: readonly (readonly [string, string])[] = [
  [
    "hubspot",
    JSON.stringify({
      results: [
        contact("501", WORD, `+${PHONE}`),
        contact("502", OTHER, "+573009998877", { referred_by: "501", referral_id: `r-${WORD}`, referral_code: WORD }),
      ],
    }),
  ],
  [
    "ga4",
    [
      ga4Sample({
        at: "2026-03-01T08:00:00Z",
        pseudo: `${WORD}.1`,
        session: 7,
        params: { page_location: `https://a.example/${WORD}`, engagement_time_msec: 4000 },
      }),
      ga4Sample({
        at: "2026-03-02T08:00:00Z",
        pseudo: `${WORD}.1`,
        session: 8,
        user: "501",
        params: { engagement_time_msec: 12000 },
      }),
      ga4Sample({
        at: "2026-03-02T08:01:00Z",
        pseudo: `${WORD}.1`,
        session: 8,
        name: "content_play",
        params: { content_id: "c", seconds_played: 40, play_id: `${WORD}-play` },
      }),
      ga4Sample({
        at: "2026-03-02T08:02:00Z",
        pseudo: `${WORD}.1`,
        session: 8,
        user: "501",
        name: "sign_up",
        params: { campaign_id: "k" },
      }),
      ga4Sample({
        at: "2026-03-02T09:00:00Z",
        pseudo: "9.9",
        session: 9,
        params: { page_location: `https://a.example/?to=${WORD}@example.org&cc=${WORD}%40example.org` },
      }),
    ].join("\n"),
  ],
  [
    "segment",
    JSON.stringify({
      batch: [
        {
          type: "identify",
          messageId: "i1",
          userId: "501",
          anonymousId: `${WORD}-2`,
          timestamp: "2026-03-02T10:00:00Z",
          traits: { name: WORD, email: `${WORD}@example.org` },
        },
        {
          type: "track",
          messageId: `t-${WORD}`,
          anonymousId: `${WORD}-2`,
          event: "content_play",
          timestamp: "2026-03-02T10:01:00Z",
          properties: { ga_session_id: 3, content_id: "c", seconds_played: 35, note: WORD },
        },
        {
          type: "track",
          messageId: "t2",
          anonymousId: OTHER,
          event: "page",
          timestamp: "2026-03-02T10:01:00Z",
          properties: { ga_session_id: 3 },
        },
      ],
    }),
  ],
  [
    "sendgrid",
    JSON.stringify([
      {
        event: "click",
        email: `${WORD}@example.org`,
        timestamp: 1772359500,
        sg_event_id: `e-${WORD}`,
        sg_message_id: `s-${WORD}`,
        url: `https://a.example/${WORD}`,
        campaign_id: "k",
        nickname: WORD,
      },
      {
        event: "bounce",
        email: `${WORD}.two@example.org`,
        timestamp: 1772359600,
        sg_event_id: "e2",
        sg_message_id: "s2",
        reason: `550 ${WORD} unknown`,
        campaign_id: "k",
      },
      {
        event: "delivered",
        email: `${OTHER}@example.org`,
        timestamp: 1772359500,
        sg_event_id: "e3",
        sg_message_id: "s3",
        campaign_id: "k",
        nickname: OTHER,
      },
      {
        event: "teleported",
        email: `${WORD}@example.org`,
        timestamp: 1772359500,
        sg_event_id: "e4",
        sg_message_id: "s4",
      },
    ]),
  ],
  ["sendgrid", `{"event":"open","email":"${WORD}@example.org","broken`],
  [
    "whatsapp",
    JSON.stringify(
      whatsapp({
        contacts: [{ wa_id: PHONE, user_id: `CO.${WORD}`, profile: { name: WORD } }],
        statuses: [
          {
            id: out,
            status: "read",
            timestamp: "1772359300",
            recipient_id: PHONE,
            biz_opaque_callback_data: '{"campaign_id":"k"}',
          },
        ],
      }),
    ),
  ],
  [
    "whatsapp",
    JSON.stringify(
      whatsapp({
        contacts: [{ wa_id: PHONE, profile: { name: WORD } }],
        messages: [{ id: inbound, from: PHONE, timestamp: "1772359400", type: "text", text: { body: `I am ${WORD}` } }],
      }),
    ),
  ],
  [
    "mailchimp",
    new URLSearchParams({
      type: "unsubscribe",
      fired_at: "2026-03-01 12:00:00",
      "data[email]": `${WORD}@example.org`,
      "data[list_id]": "l",
      "data[merges][FNAME]": WORD,
    }).toString(),
  ],
  [
    "referrals",
    `referral_id,referrer_user_id,invited_at,channel,code\nx-${WORD},501,2026-03-01T00:00:00Z,whatsapp,${WORD}\ny,502,2026-03-01T00:00:00Z,email,${OTHER}\n`,
  ],
];

let warehouse: Warehouse;
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(() => warehouse.close());

const load = async (change: (body: string) => string = (body) => body) => {
  for (const [source, body] of payloads) await ingestPayload(warehouse, source, { body: change(body) });
};

/** Everything that the tables hold, payloads unpacked to what they say. */
async function everything(): Promise<string> {
  const pieces: string[] = [];
  for (const table of Object.keys(TABLES) as TableName[]) {
    for (const row of await warehouse.all(`SELECT * FROM ${table}`)) {
      for (const value of Object.values(row)) {
        if (value instanceof Uint8Array) {
          const text = Buffer.from(value).toString("utf8");
          pieces.push(text, decodeURIComponent(text.replaceAll("+", " ").replace(/%(?![\da-f]{2})/gi, "")));
        } else pieces.push(String(value));
      }
    }
  }
  return pieces.join("\n").toLowerCase();
}

/** What is counted of closed periods: by plain SQL over the tables that the cubes read. */
const numbers = () =>
  warehouse.all(
    `SELECT 'registrations' AS what, country AS of, count(*)::INT AS n FROM users WHERE NOT _deleted GROUP BY ALL
     UNION ALL SELECT 'people', '', count(DISTINCT user_id)::INT FROM sessions WHERE NOT _deleted
     UNION ALL SELECT 'visits', channel_group, count(*)::INT FROM sessions WHERE NOT _deleted GROUP BY ALL
     UNION ALL SELECT 'visitors', '', count(DISTINCT coalesce(user_id, user_pseudo_id))::INT FROM sessions WHERE NOT _deleted
     UNION ALL SELECT 'engagement', '', sum(engagement_ms)::INT FROM sessions WHERE NOT _deleted
     UNION ALL SELECT 'active sessions', '', count(*)::INT FROM sessions s LEFT JOIN (
         SELECT identity_value AS pseudo, min(valid_from) AS since FROM identities WHERE identity_type = 'user_pseudo_id' GROUP BY 1) AS i ON i.pseudo = s.user_pseudo_id
       WHERE s.user_id IS NOT NULL AND engagement_ms >= 10000 AND (since IS NULL OR since <= ended_at)
     UNION ALL SELECT 'events', name, count(*)::INT FROM events WHERE NOT _deleted GROUP BY ALL
     UNION ALL SELECT 'seconds', content_id, sum(seconds_played)::INT FROM content_consumption WHERE NOT _deleted GROUP BY ALL
     UNION ALL SELECT 'players', '', count(DISTINCT user_id)::INT FROM content_consumption WHERE NOT _deleted
     UNION ALL SELECT 'conversions', kind, count(*)::INT FROM conversions WHERE NOT _deleted GROUP BY ALL
     UNION ALL SELECT 'converted', '', count(DISTINCT user_id)::INT FROM conversions
     UNION ALL SELECT 'messages', failure_class, count(*)::INT FROM messages GROUP BY ALL
     UNION ALL SELECT 'clickers', '', count(DISTINCT user_id)::INT FROM messages WHERE clicked_at IS NOT NULL
     UNION ALL SELECT 'message events', event_type, count(*)::INT FROM message_events GROUP BY ALL
     UNION ALL SELECT 'events of messages', '', count(*)::INT FROM message_events JOIN messages USING (tenant_id, message_id)
     UNION ALL SELECT 'scores', segment, count(*)::INT FROM score_history GROUP BY ALL
     UNION ALL SELECT 'invitations', channel, count(*)::INT FROM referrals GROUP BY ALL
     UNION ALL SELECT 'referred', '', count(referrer_user_id)::INT FROM users WHERE NOT _deleted
     ORDER BY ALL`,
  );

const traces = [WORD, PHONE, emailHash(`${WORD}@example.org`, ""), phoneHash(PHONE, ""), inbound, out].map((trace) =>
  String(trace).toLowerCase(),
);

async function expectForgotten(): Promise<void> {
  const text = await everything();
  for (const trace of traces)
    expect(
      text.includes(trace) ? text.slice(Math.max(0, text.indexOf(trace) - 300), text.indexOf(trace) + 60) : "",
    ).toBe("");
  for (const table of Object.keys(TABLES) as TableName[]) {
    for (const column of Object.keys(columnsOf(table)).filter((name) => /user_id|crm_id|source_id/.test(name))) {
      expect(await warehouse.all(`SELECT ${column} FROM ${table} WHERE ${column} = '501'`)).toEqual([]);
    }
  }
}

test.each([
  ["CRM id", { crmId: "501" }],
  ["address", { email: ` ${WORD}@Example.org` }],
  ["telephone", { phone: "+57 (300) 111-2233" }],
  ["user id", { userId: "501" }],
])("erased by %s: no search finds the person, and what was counted stays counted", async (_, who) => {
  await load();
  const before = await numbers();
  const text = await everything();
  for (const trace of traces) expect(text).toContain(trace);
  await erasePerson(warehouse, who, { by: "user:1234", clock: () => Date.parse("2026-03-10T00:00:00Z") });
  await expectForgotten();
  expect(await numbers()).toEqual(before);
  // The other's records lie where they lay.
  expect((await everything()).split(OTHER).length).toBeGreaterThan(8);
});

test("the erasure is a row that says who, when and how much, and nothing of the person", async () => {
  await load();
  const { erasureId, rows } = await erasePerson(
    warehouse,
    { crmId: "501" },
    { by: "user:1234", clock: () => Date.parse("2026-03-10T00:00:00Z") },
  );
  expect(rows).toMatchObject({ users: 2, sessions: 3, messages: 3, raw_inbox: payloads.length, dead_letter: 2 });
  const [row] = await warehouse.all(
    "SELECT event_id, kind, actor, epoch(occurred_at)::INT AS at, _raw FROM security_events",
  );
  expect(row).toEqual({
    event_id: erasureId,
    kind: "erasure",
    actor: "user:1234",
    at: Date.parse("2026-03-10T00:00:00Z") / 1000,
    _raw: JSON.stringify({ rows }),
  });
});

test("a replay of the old payloads, in other bytes, brings nobody back and counts nothing twice", async () => {
  await load();
  const before = await numbers();
  await erasePerson(warehouse, { crmId: "501" });
  await load((body) => `${body}\n`);
  await expectForgotten();
  expect(await numbers()).toEqual(before);
});

test("payloads that come for the first time after the erasure leave no trace either", async () => {
  await ingestPayload(warehouse, ...(["hubspot", { body: payloads[0]![1] }] as const));
  await ingestPayload(warehouse, ...(["segment", { body: payloads[2]![1] }] as const));
  await erasePerson(warehouse, { crmId: "501" });
  for (const [source, body] of payloads) {
    if (source === "sendgrid" || source === "mailchimp" || source === "referrals") {
      await ingestPayload(warehouse, source, { body });
    }
  }
  const text = await everything();
  expect(text).not.toContain(emailHash(`${WORD}@example.org`, ""));
  expect(text).not.toContain(`${WORD}@example.org`);
  expect(await warehouse.all("SELECT count(*)::INT AS n FROM users WHERE user_id = '501'")).toEqual([{ n: 0 }]);
});

test("contact.privacyDeletion does it, whatever else comes with it in whatever order", async () => {
  await load();
  const before = await numbers();
  const event = (subscriptionType: string, occurredAt: string, rest: object = {}) => ({
    eventId: 1,
    subscriptionType,
    occurredAt: Date.parse(occurredAt),
    objectId: 501,
    ...rest,
  });
  await ingestPayload(warehouse, "hubspot", {
    body: JSON.stringify([
      event("contact.privacyDeletion", "2026-03-10T00:00:00Z"),
      event("contact.propertyChange", "2026-03-09T00:00:00Z", { propertyName: "jobtitle", propertyValue: WORD }),
    ]),
  });
  await expectForgotten();
  expect(await numbers()).toEqual(before);
  await ingestPayload(warehouse, "hubspot", {
    body: JSON.stringify([
      event("contact.propertyChange", "2026-03-09T00:00:00Z", {
        propertyName: "email",
        propertyValue: `${WORD}@example.org`,
      }),
    ]),
  });
  await expectForgotten();
  expect(await numbers()).toEqual(before);
});

test("a day that GA4 exports again keeps its numbers and not the person", async () => {
  const folder = await temporaryFolder();
  try {
    const day = async (version: string) =>
      ingestFiles(warehouse, "ga4", [await folder.file("events_20260302.json", payloads[1]![1] + version)]);
    await load();
    await warehouse.run("DELETE FROM events");
    await warehouse.run("DELETE FROM sessions");
    await warehouse.run("DELETE FROM content_consumption");
    await warehouse.run("DELETE FROM conversions");
    await day("\n");
    const before = await numbers();
    await erasePerson(warehouse, { crmId: "501" });
    expect(await numbers()).toEqual(before);
    await day("\n\n");
    expect(await numbers()).toEqual(before);
    await expectForgotten();
  } finally {
    await folder.remove();
  }
});

test("what was read before the erasure and is written after it doesn't bring the person back", async () => {
  const run = await startRun(warehouse, "hubspot", {});
  const part = (body: unknown): Part => ({
    format: "json",
    body: Buffer.from(JSON.stringify(body)),
    firstLine: 1,
    units: 1,
  });
  const deletion = [
    { subscriptionType: "contact.privacyDeletion", occurredAt: Date.parse("2026-03-10T00:00:00Z"), objectId: 501 },
  ];
  // The second is normalised while the first is being written.
  await ingestParts(
    run,
    [part(deletion), part({ results: [contact("501", WORD, PHONE), contact("502", OTHER, "+573009998877")] })],
    new ReportBuilder("hubspot", 0),
  );
  expect(await warehouse.all("SELECT user_id FROM users")).toEqual([{ user_id: "502" }]);
  expect(await everything()).not.toContain(WORD);
  await ingestPayload(warehouse, "ga4", {
    body: ga4Sample({ at: "2026-03-11T08:00:00Z", pseudo: "8.8", user: "502" }),
  });
  expect(await warehouse.all("SELECT user_id FROM events")).toEqual([{ user_id: "502" }]);
});

test("a contact and the wish to be forgotten in one transaction of the worker, in both orders, and once more", async () => {
  const deliveries = [
    { results: [contact("501", WORD, `+${PHONE}`), contact("502", OTHER, "+573009998877")] },
    [{ subscriptionType: "contact.privacyDeletion", occurredAt: Date.parse("2026-03-10T00:00:00Z"), objectId: 501 }],
  ].map((body, index) => ({
    source: "hubspot" as const,
    dedupKey: `d${index}`,
    receivedAt: 1_773_100_800_000_000n,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify(body)),
  }));
  const other = await openWarehouse({ path: ":memory:" });
  await commitDeliveries(await startRun(warehouse, "hubspot", {}), deliveries);
  for (const delivery of deliveries.toReversed()) {
    await commitDeliveries(await startRun(other, "hubspot", {}), [delivery]);
  }
  await commitDeliveries(await startRun(warehouse, "hubspot", {}), deliveries);
  expect(await warehouse.all("SELECT country, count(*)::INT AS n FROM users WHERE NOT _deleted GROUP BY 1")).toEqual([
    { country: "CO", n: 2 },
  ]);
  await expectForgotten();
  expect(await other.all("SELECT user_id FROM users")).toEqual([{ user_id: "502" }]);
  await other.close();
});

test("who comes back as a new contact is somebody, with the old address", async () => {
  await load();
  await erasePerson(warehouse, { crmId: "501" }, { clock: () => Date.parse("2026-03-10T00:00:00Z") });
  const again = {
    ...contact("777", WORD, `+${PHONE}`),
    createdAt: "2026-04-01T00:00:00Z",
    updatedAt: "2026-04-01T00:00:00Z",
  };
  await ingestPayload(warehouse, "hubspot", { body: JSON.stringify({ results: [again] }) });
  expect(await warehouse.all("SELECT email_hash FROM users WHERE user_id = '777'")).toEqual([
    { email_hash: emailHash(`${WORD}@example.org`, "") },
  ]);
});

test("nobody named is refused; somebody unknown is noted and refused in future", async () => {
  await expect(erasePerson(warehouse, {})).rejects.toMatchObject({ code: "bad_option" });
  await erasePerson(warehouse, { crmId: "501" });
  await load();
  expect(await warehouse.all("SELECT count(*)::INT AS n FROM users WHERE user_id = '501'")).toEqual([{ n: 0 }]);
});

test("a dry run says what an erasure says, and changes nothing", async () => {
  await load();
  const at = { clock: () => Date.parse("2026-03-10T00:00:00Z") };
  const before = await everything();
  const told: unknown[] = [];
  const stop = onCommit(warehouse, (watermarks) => told.push(watermarks));
  const { rows } = await erasePerson(warehouse, { crmId: "501" }, { ...at, dryRun: true });
  expect(await everything()).toBe(before);
  expect(told).toEqual([]);
  expect((await erasePerson(warehouse, { crmId: "501" }, at)).rows).toEqual(rows);
  await expectForgotten();
  expect(told).toHaveLength(1);
  stop();
});

test("after a dry run of somebody unknown they may come as ever", async () => {
  expect((await erasePerson(warehouse, { crmId: "501" }, { dryRun: true })).rows).toEqual({});
  await load();
  expect(await warehouse.all("SELECT count(*)::INT AS n FROM users WHERE user_id = '501'")).toEqual([{ n: 1 }]);
});

test("an erasure moves every watermark that is there, by so little that no source looks fresher", async () => {
  await load();
  const marks = () =>
    warehouse.all("SELECT source, last_event_at, last_loaded_at FROM watermarks WHERE source <> 'ops' ORDER BY source");
  const before = await marks();
  await erasePerson(warehouse, { crmId: "501" });
  expect(await marks()).toEqual(
    before.map((mark) => ({ ...mark, last_loaded_at: new Date((mark.last_loaded_at as Date).getTime() + 1) })),
  );
});

test("it tells where it is, from nothing to nearly all, and never back", async () => {
  await load();
  const steps: { table: string; share: number }[] = [];
  await erasePerson(warehouse, { crmId: "501" }, { onProgress: (progress) => steps.push(progress) });
  const shares = steps.map(({ share }) => share);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[0]).toBe(0);
  expect(shares.at(-1)).toBeGreaterThan(0.95);
  expect(shares.at(-1)).toBeLessThan(1);
  expect(new Set(steps.map(({ table }) => table))).toEqual(new Set([...Object.keys(TABLES)]));
});

test("finds the person among thousands of payloads, small ones and one that is larger than a page of them", async () => {
  await warehouse.run(
    `INSERT INTO raw_inbox (tenant_id, provider, dedup_key, received_at, headers, body)
     SELECT 'default', 'sendgrid', 'k' || i, TIMESTAMP '2026-01-01', '{}',
       encode('[{"email":"p' || i || '@example.org","note":"' || repeat('x', CASE i WHEN 1500 THEN 9000000 ELSE 10 END) || '"}]')
     FROM range(2500) AS numbers(i)`,
  );
  const left = () =>
    warehouse.all(
      "SELECT dedup_key FROM raw_inbox WHERE body = '[]'::BLOB OR octet_length(body) = 0 ORDER BY dedup_key",
    );
  for (const i of [0, 999, 1000, 1499, 1500, 1501, 2499]) {
    expect((await erasePerson(warehouse, { email: `p${i}@example.org` })).rows).toEqual({ raw_inbox: 1 });
  }
  expect((await left()).map(({ dedup_key: key }) => key)).toEqual([
    "k0",
    "k1000",
    "k1499",
    "k1500",
    "k1501",
    "k2499",
    "k999",
  ]);
});
