import { expect, test } from "vitest";
import { brevo } from "./brevo.ts";
import { emailHash, phoneHash } from "./hashing.ts";
import { hubspot } from "./hubspot.ts";
import { mailgun } from "./mailgun.ts";
import type { NormaliseContext, SourceDefinition, TableRow } from "./normaliser.ts";
import { sendgrid } from "./sendgrid.ts";
import { consumption, ops, scores } from "./shaped.ts";
import { sponsorship } from "./sponsorship.ts";
import { microsOf } from "./values.ts";
import { whatsapp } from "./whatsapp.ts";

const context: NormaliseContext = {
  receivedAt: microsOf("2026-03-10T12:00:00Z") ?? 0n,
  salt: "",
  baseCurrency: "USD",
  drift: () => undefined,
};

function rowsOf(source: SourceDefinition, document: unknown): TableRow[] {
  return [...source.records(document)].flatMap((record) => source.normalise(record, context));
}
function rows(source: SourceDefinition, document: unknown, table: TableRow["table"]): Record<string, unknown>[] {
  return rowsOf(source, document)
    .filter((item) => item.table === table)
    .map((item) => item.row as Record<string, unknown>);
}

test("a HubSpot page becomes people, identities, scores and a referral", () => {
  const page = {
    results: [
      {
        id: "501",
        createdAt: "2026-01-05T08:00:00Z",
        updatedAt: "2026-03-01T00:00:00Z",
        archived: false,
        properties: {
          email: "Ana@Example.org",
          hs_additional_emails: "a@example.org;b@example.org",
          phone: "+57 300 111 2233",
          profession: "nurse",
          country: "Colombia",
          hs_email_optout: "true",
          referred_by: "77",
          referral_id: "r1",
          lead_score: "71",
          score_updated_at: "2026-02-28T00:00:00Z",
          firstname: "Ana",
          favourite_colour: "green",
        },
        propertiesWithHistory: { lead_score: [{ value: "12", timestamp: "2026-02-01T00:00:00Z" }] },
      },
    ],
    paging: { next: { after: "1" } },
  };
  const [user] = rows(hubspot, page, "users");
  expect(user).toMatchObject({
    user_id: "501",
    email_hash: emailHash("ana@example.org", ""),
    phone_hash: phoneHash("573001112233", ""),
    registered_at: microsOf("2026-01-05T08:00:00Z"),
    profession: "nurse",
    country: "CO",
    referrer_user_id: "77",
    consent_email: false,
    consent_whatsapp: null,
    _deleted: false,
  });
  expect(JSON.parse(String(user?._raw))).toEqual({ updated_at: "2026-03-01T00:00:00.000Z", favourite_colour: "green" });
  expect(rows(hubspot, page, "identities").map((row) => row.identity_type)).toEqual([
    "crm_id",
    "email_hash",
    "email_hash",
    "email_hash",
    "phone_hash",
  ]);
  expect(rows(hubspot, page, "score_history").map(({ score, segment }) => [score, segment])).toEqual([
    [71, "hot"],
    [12, "cold"],
  ]);
  expect(rows(hubspot, page, "referrals")).toMatchObject([
    { referral_id: "r1", referrer_user_id: "77", invitee_user_id: "501" },
  ]);
});

test("inviting oneself is no referral", () => {
  const contact = { id: "5", properties: { referred_by: "5", referral_id: "r", createdate: "2026-01-01" } };
  expect(rows(hubspot, contact, "referrals")).toEqual([]);
  expect(rows(hubspot, contact, "users")[0]?.referrer_user_id).toBeNull();
});

test("a scanner's click shows that the message arrived, not that anybody read it", () => {
  const click = (client: object) => ({
    "event-data": {
      event: "clicked",
      timestamp: 1772366400,
      recipient: "a@example.org",
      message: { headers: { "message-id": "m" } },
      "client-info": client,
    },
  });
  const at = 1_772_366_400_000_000n;
  expect(rows(mailgun, [click({ bot: "barracuda" }), click({ bot: "" })], "messages")).toMatchObject([
    { delivered_at: at, read_at: null, clicked_at: null },
    { delivered_at: at, read_at: at, clicked_at: at },
  ]);
});

test("the words of four senders for what happened to a message", () => {
  const types = (source: SourceDefinition, document: unknown) =>
    rows(source, document, "message_events").map(({ event_type, is_machine }) => [event_type, is_machine]);
  const base = { email: "a@example.org", timestamp: 1772366400, sg_message_id: "m" };
  expect(
    types(sendgrid, [
      { ...base, event: "processed", sg_event_id: "1" },
      { ...base, event: "open", sg_event_id: "2", sg_machine_open: true },
      { ...base, event: "bounce", sg_event_id: "3", status: "5.1.1" },
      { ...base, event: "group_unsubscribe", sg_event_id: "4" },
    ]),
  ).toEqual([
    ["sent", false],
    ["read", true],
    ["failed", false],
    ["unsubscribe", false],
  ]);
  const brevoBase = { email: "a@example.org", "message-id": "<m>", ts_event: 1772366400 };
  expect(
    types(brevo, [
      { ...brevoBase, event: "unique_proxy_open" },
      { ...brevoBase, event: "hard_bounce" },
    ]),
  ).toEqual([
    ["read", true],
    ["failed", false],
  ]);
  const mailgunEvent = (rest: object) => ({
    "event-data": {
      timestamp: 1772366400.5,
      recipient: "a@example.org",
      message: { headers: { "message-id": "m" } },
      ...rest,
    },
  });
  expect(
    types(mailgun, [
      mailgunEvent({ event: "failed", severity: "temporary" }),
      mailgunEvent({ event: "clicked", url: "https://x.example" }),
      mailgunEvent({ event: "clicked", url: "https://x.example", "client-info": { bot: "barracuda" } }),
    ]),
  ).toEqual([
    ["deferred", false],
    ["click", false],
    ["click", true],
  ]);
});

test("a WhatsApp answer belongs to the message it answers", () => {
  const body = (message: object) => ({
    object: "whatsapp_business_account",
    entry: [
      {
        changes: [
          { field: "messages", value: { contacts: [{ wa_id: "573001112233", user_id: "CO.9" }], messages: [message] } },
        ],
      },
    ],
  });
  const answer = body({
    id: "in1",
    from: "573001112233",
    timestamp: "1772366400",
    type: "button",
    context: { id: "out1" },
  });
  expect(rows(whatsapp, answer, "message_events")).toMatchObject([{ message_id: "out1", event_type: "reply" }]);
  expect(rowsOf(whatsapp, answer).find(({ table }) => table === "messages")?.identities).toEqual([
    `phone_hash:${phoneHash("573001112233", "")}`,
    "wa_bsuid:CO.9",
  ]);
  const unasked = body({ id: "in2", from: "573001112233", timestamp: "1772366400", type: "text" });
  expect(rowsOf(whatsapp, unasked).map(({ table }) => table)).toEqual(["message_events"]);
  expect(() => rowsOf(whatsapp, { entry: [{ changes: [{ field: "account_update", value: {} }] }] })).toThrow(
    /account_update/,
  );
});

test("sponsorship: base amount given, by rate, refused without either; a refund is negative", () => {
  const entry = {
    external_id: "e",
    sponsor: "Café Ñandú",
    kind: "Revenue",
    period_start: "2026-01-15",
    period_end: "2026-02-14",
    booked_at: "2026-01-10",
  };
  const amount = (rest: object) => rows(sponsorship, [{ ...entry, ...rest }], "sponsorship_entries")[0]?.amount_base;
  expect(amount({ amount: "100.10", currency: "usd" })).toBe(100.1);
  expect(amount({ amount: "400000", currency: "COP", fx_rate: "0.00025" })).toBe(100);
  expect(amount({ amount: "400000", currency: "COP", amount_base: "99.5" })).toBe(99.5);
  expect(amount({ amount: "-50", currency: "USD" })).toBe(-50);
  expect(() => amount({ amount: "5", currency: "COP" })).toThrow(/fx_rate/);
  expect(() => amount({ amount: "5", currency: "USD", period_end: "2026-01-01" })).toThrow(/before it starts/);
  expect(rows(sponsorship, [{ ...entry, amount: "1", currency: "USD" }], "sponsors")[0]?.sponsor_id).toBe("cafe-nandu");
});

test("a sponsors' snapshot keeps its total to the cent", () => {
  const entries = ["0.333", "0.333", "0.334"].map((monthly_usd, index) => ({
    sponsor_key: `s${index}`,
    source: "x",
    monthly_usd,
  }));
  const amounts = rows(sponsorship, entries, "sponsorship_entries").map(({ amount_base }) => Number(amount_base));
  expect(amounts).toEqual([0.33, 0.34, 0.33]);
  expect(rows(sponsorship, entries, "sponsorship_entries")[0]).toMatchObject({
    period_start: "2026-03-01",
    period_end: "2026-03-31",
  });
});

test("rows in the shape of a table: kind by columns, types read, bad values named", () => {
  expect(rowsOf(ops, [{ flow_run_id: "1", flow_id: "f", started_at: "2026-01-01T00:00:00Z" }])[0]?.table).toBe(
    "flow_runs",
  );
  expect(rowsOf(ops, [{ incident_id: "1", opened_at: "2026-01-01", is_maintenance: "1" }])[0]).toMatchObject({
    table: "incidents",
    row: { is_maintenance: true },
  });
  expect(rowsOf(ops, [{ event_id: "1", event_occurred_at: "2026-01-01" }])[0]?.table).toBe("pipeline_latency");
  expect(rowsOf(ops, [{ event_id: "1", occurred_at: "2026-01-01", kind: "bad_signature" }])[0]?.table).toBe(
    "security_events",
  );
  expect(() => rowsOf(ops, [{ colour: "red" }])).toThrow(/fit none/);
  expect(rows(scores, [{ user_id: "1", scored_at: "2026-01-01", score: "40" }], "score_history")[0]?.segment).toBe(
    "warm",
  );
  expect(() => rowsOf(scores, [{ user_id: "1", scored_at: "yesterday", score: "40" }])).toThrow(
    /scored_at can't be read/,
  );
  const play = { user_id: "1", content_id: "c", started_at: "2026-01-01", max_percent: "90" };
  expect(rows(consumption, [play], "content_consumption")[0]).toMatchObject({ completed: true, attended_live: false });
});
