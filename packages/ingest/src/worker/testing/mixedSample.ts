import type { SourceName } from "../../sources/registry.ts";
import type { Delivery } from "../../spool/types.ts";
import { ga4Sample } from "../../testing.ts";
import { delivery } from "./samples.ts";

const DAY = "2026-03-02";
const at = (time: string) => `${DAY}T${time}Z`;
const seconds = (time: string) => Date.parse(at(time)) / 1000;

const contact = (id: string, updatedAt: string, properties: object) => ({
  ...{ id, createdAt: "2026-01-01T00:00:00Z", updatedAt },
  properties,
});

const crmEvent = (id: number, subscriptionType: string, time: string, rest: object) => ({
  ...{ eventId: id, portalId: 1, subscriptionType, occurredAt: Date.parse(at(time)) },
  ...rest,
});

const call = (messageId: string, type: string, time: string, rest: object) => ({
  ...{ messageId, type, anonymousId: "p1", timestamp: at(time), originalTimestamp: at(time) },
  ...rest,
});

const status = (id: string, name: string, time: string, rest: object = {}) => ({
  object: "whatsapp_business_account",
  entry: [{ id: "1", changes: [{ field: "messages", value: statusValue(id, name, time, rest) }] }],
});

const statusValue = (id: string, name: string, time: string, rest: object) => ({
  contacts: [{ wa_id: "573001112233", user_id: "CO.1" }],
  statuses: [
    {
      ...{ id, status: name, timestamp: String(seconds(time)), recipient_id: "573001112233" },
      ...{ biz_opaque_callback_data: '{"campaign_id":"w1","campaign_name":"March"}', ...rest },
    },
  ],
});

const answer = (id: string, to: string, time: string) => ({
  object: "whatsapp_business_account",
  entry: [
    {
      id: "1",
      changes: [
        {
          field: "messages",
          value: {
            contacts: [{ wa_id: "573001112233", user_id: "CO.1" }],
            messages: [
              {
                ...{ id, from: "573001112233", timestamp: String(seconds(time)), type: "button", context: { id: to } },
              },
            ],
          },
        },
      ],
    },
  ],
});

const mail = (event: string, id: string, time: string, rest: object = {}) => ({
  ...{ event, email: "Ana@Example.org", timestamp: seconds(time), sg_event_id: id, sg_message_id: "s1" },
  ...{ campaign_id: "e1", ...rest },
});

/** Hard cases of every source that posts, each with others that it has to be brought together with. */
const BODIES: readonly (readonly [SourceName, object | string])[] = [
  // A visit that GA4 and the site both tell of, whose person is learned at its end.
  [
    "ga4",
    ga4Sample({ at: at("09:00:00"), session: 1, params: { source: "google", medium: "organic", event_id: "x1" } }),
  ],
  [
    "ga4",
    ga4Sample({
      at: at("09:01:00"),
      session: 1,
      name: "content_play",
      params: { content_id: "c1", seconds_played: 40 },
    }),
  ],
  ["ga4", ga4Sample({ at: at("09:02:00"), session: 1, user: "9", name: "sign_up" })],
  ["ga4", ga4Sample({ at: at("10:00:00"), pseudo: "p2", session: 2, params: { engagement_time_msec: 12_000 } })],
  ["segment", call("g1", "page", "09:00:01", { properties: { ga_session_id: 1, event_id: "x1" } })],
  [
    "segment",
    call("g2", "track", "09:03:00", {
      event: "Webinar Registration",
      properties: { ga_session_id: 1, content_id: "c1" },
    }),
  ],
  ["segment", call("g3", "identify", "09:04:00", { userId: "10", traits: { email: "ana@example.org" } })],
  ["segment", call("g4", "alias", "09:05:00", { anonymousId: "p2", previousId: "p2", userId: "11" })],
  // One person as two contacts, merged later.
  [
    "hubspot",
    contact("10", at("08:00:00"), { email: "ana@example.org", phone: "+57 300 111 2233", profession: "nurse" }),
  ],
  [
    "hubspot",
    contact("10", at("11:00:00"), {
      email: "ana@example.org",
      phone: "+57 300 111 2233",
      lead_score: "55",
      hs_merged_object_ids: "9",
    }),
  ],
  ["hubspot", contact("9", "2026-02-01T00:00:00Z", { email: "ana.old@example.org" })],
  ["hubspot", { results: [contact("11", at("07:00:00"), { email: "eva@example.org" }), { no: "contact" }] }],
  [
    "hubspot",
    [
      crmEvent(1, "contact.propertyChange", "12:00:00", {
        objectId: 11,
        propertyName: "profession",
        propertyValue: "doctor",
      }),
    ],
  ],
  [
    "hubspot",
    [
      crmEvent(2, "contact.propertyChange", "12:30:00", {
        objectId: 11,
        propertyName: "profession",
        propertyValue: "midwife",
      }),
    ],
  ],
  [
    "hubspot",
    [
      crmEvent(3, "contact.creation", "06:00:00", { objectId: 12 }),
      crmEvent(4, "contact.deletion", "13:00:00", { objectId: 12 }),
    ],
  ],
  // Messages, each event for itself, one before another.
  ["sendgrid", [mail("processed", "1", "08:00:00"), mail("delivered", "2", "08:00:05")]],
  [
    "sendgrid",
    [
      mail("open", "3", "08:10:00", { sg_machine_open: true }),
      mail("click", "4", "08:20:00", { url: "https://x.example" }),
    ],
  ],
  ["sendgrid", [mail("open", "5", "08:15:00"), { event: "open" }]],
  ["whatsapp", status("m1", "sent", "08:00:00")],
  ["whatsapp", status("m1", "delivered", "08:00:02")],
  ["whatsapp", status("m1", "read", "08:01:00")],
  ["whatsapp", status("m2", "failed", "08:00:00", { errors: [{ code: 131026 }] })],
  ["whatsapp", answer("in1", "m1", "08:05:00")],
  [
    "mailgun",
    {
      "event-data": {
        ...{ event: "opened", id: "mg1", timestamp: seconds("08:30:00"), recipient: "eva@example.org" },
        message: { headers: { "message-id": "mg" } },
      },
    },
  ],
  [
    "brevo",
    { event: "hard_bounce", email: "bob@example.org", "message-id": "<b1>", ts_event: seconds("08:40:00"), id: 7 },
  ],
  [
    "mailchimp",
    "type=unsubscribe&fired_at=2026-03-02+12%3A00%3A00&data%5Bemail%5D=eva%40example.org&data%5Blist_id%5D=l1&data%5Bcampaign_id%5D=k1",
  ],
  [
    "mailchimp",
    "type=campaign&fired_at=2026-03-02+08%3A00%3A00&data%5Bid%5D=k1&data%5Bsubject%5D=March&data%5Bstatus%5D=sent",
  ],
  // Rows in the shape of a table; of a play and an invitation in two parts.
  ["content", { content_id: "c1", type: "podcast", topic: "sleep", title: "Sleep", duration_s: 600 }],
  [
    "consumption",
    { id: "y1", user_id: "9", content_id: "c1", started_at: at("15:00:00"), seconds_played: 60, max_percent: 10 },
  ],
  [
    "consumption",
    { id: "y1", user_id: "9", content_id: "c1", started_at: at("15:00:00"), seconds_played: 590, max_percent: 98 },
  ],
  ["referrals", { referral_id: "r1", referrer_user_id: "9", invited_at: at("16:00:00"), channel: "whatsapp" }],
  [
    "referrals",
    {
      referral_id: "r1",
      referrer_user_id: "9",
      invited_at: at("16:00:00"),
      invitee_user_id: "11",
      registered_at: at("17:00:00"),
    },
  ],
  ["scores", { user_id: "9", scored_at: at("18:00:00"), score: 71 }],
  ["ops", { incident_id: "i1", flow_id: "f", opened_at: at("01:00:00") }],
  ["ops", { incident_id: "i1", opened_at: at("01:00:00"), resolved_at: at("02:00:00"), severity: "major" }],
  ["ops", { flow_run_id: "f1", flow_id: "f", started_at: "yesterday" }],
  ["usage", { event_id: "u1", occurred_at: at("19:00:00"), kind: "kpi_view", kpi: "executive.mau" }],
  [
    "sponsorship",
    {
      ...{ external_id: "sp1", sponsor: "Café", tier: "gold", kind: "revenue", amount: "100.10", currency: "USD" },
      ...{ period_start: "2026-03-01", period_end: "2026-03-31", booked_at: "2026-02-20" },
    },
  ],
];

/** As they come on the wire, in the order in which they happened to be written here. */
export function mixedSample(): Delivery[] {
  return BODIES.map(([source, body], index) =>
    delivery(source, `d${index}`, typeof body === "string" ? body : JSON.stringify(body)),
  );
}
