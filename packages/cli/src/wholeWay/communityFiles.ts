import { brevo, mailgun, sendgrid, whatsapp } from "./communityMessages.ts";

/**
 * A small community from January to May 2025, in the sources' own wire formats. What happens in it, and what every KPI
 * must therefore say, is worked out in community.test.ts.
 */
export interface WireFile {
  source: string;
  name: string;
  text: string;
}

interface Visit {
  at: string;
  name?: string;
  browser?: string | null;
  session?: number;
  user?: string;
  params?: Record<string, string | number>;
  rest?: object;
}

/** A line of the GA4 export as `bq extract` writes it: 64-bit numbers as text. */
export function ga4Line({ at, name = "page_view", browser = null, session, user, params = {}, rest = {} }: Visit) {
  const all = { ...(session === undefined ? {} : { ga_session_id: session }), ...params };
  return JSON.stringify({
    event_date: at.slice(0, 10).replaceAll("-", ""),
    event_timestamp: `${Date.parse(at)}000`,
    event_name: name,
    event_params: Object.entries(all).map(([key, value]) => ({
      key,
      value: typeof value === "number" ? { int_value: String(value) } : { string_value: value },
    })),
    user_pseudo_id: browser,
    user_id: user ?? null,
    stream_id: "1",
    ...rest,
  });
}

const engaged = (milliseconds: number) => ({ engagement_time_msec: milliseconds });
const collected = (source: string) => ({ collected_traffic_source: { manual_source: source, manual_medium: "x" } });
const login = ga4Line({
  at: "2025-01-10T15:01:00Z",
  name: "login",
  browser: "ana",
  session: 2,
  user: "101",
  params: engaged(12_000),
});

const ga4 = [
  ga4Line({
    at: "2025-01-09T15:00:00Z",
    browser: "ana",
    session: 1,
    params: engaged(4_000),
    rest: collected("google"),
  }),
  ga4Line({ at: "2025-01-09T15:01:00Z", browser: "ana", session: 1, params: engaged(7_000) }),
  login,
  ga4Line({
    at: "2025-01-31T20:00:00Z",
    browser: "beto",
    session: 1,
    params: engaged(9_999),
    rest: collected("newsletter"),
  }),
  ga4Line({
    at: "2025-01-31T23:00:00Z",
    browser: "carla",
    session: 1,
    params: engaged(20_000),
    rest: {
      session_traffic_source_last_click: { manual_campaign: { source: "google", medium: "cpc" } },
      ...collected("(not set)"),
    },
  }),
  ga4Line({
    at: "2025-02-01T05:00:00Z",
    name: "login",
    browser: "carla",
    session: 2,
    user: "103",
    params: engaged(10_000),
  }),
  ga4Line({
    at: "2025-01-15T12:00:00Z",
    browser: "anon",
    session: 1,
    params: engaged(30_000),
    rest: collected("bing"),
  }),
  ga4Line({ at: "2025-02-15T12:00:00Z", browser: "anon2", session: 1 }),
  ga4Line({ at: "2025-02-13T12:00:00Z", browser: "dario", session: 1, rest: collected("newsletter") }),
  ga4Line({
    at: "2025-01-01T12:00:00Z",
    browser: "elena",
    session: 1,
    params: engaged(15_000),
    rest: collected("google"),
  }),
  ga4Line({ at: "2025-01-25T12:00:00Z", browser: "elena", session: 2, params: engaged(10_001) }),
  ga4Line({ at: "2025-02-01T04:59:59Z", name: "scroll" }),
  ga4Line({
    at: "2025-03-11T15:00:00Z",
    name: "content_play",
    browser: "ana",
    session: 3,
    params: { content_id: "pod-1", play_id: "g1", seconds_played: 0, percent: 0 },
  }),
  ga4Line({
    at: "2025-03-11T15:04:00Z",
    name: "content_complete",
    browser: "ana",
    session: 3,
    params: { content_id: "pod-1", play_id: "g1", seconds_played: 240, percent: 100 },
  }),
  login,
].join("\n");

const contact = (
  id: string,
  createdate: string,
  properties: object = {},
  updatedAt = createdate,
  archived = false,
) => ({
  id,
  createdAt: createdate,
  updatedAt,
  archived,
  properties: { hs_object_id: id, createdate, ...properties },
});
const page = (results: object[], after?: string) =>
  JSON.stringify({ results, ...(after === undefined ? {} : { paging: { next: { after } } }) }, null, 1);

const contactsBefore = page(
  [
    contact("101", "2025-01-10T15:00:00Z", {
      email: "ana@example.org",
      country: "Colombia",
      first_utm_source: "google",
    }),
    contact("102", "2025-02-01T03:00:00Z", {
      email: "beto@example.org",
      country: "CO",
      first_utm_source: "newsletter",
      user_pseudo_id: "beto",
      phone: "+57 300 111 2233",
    }),
    contact("103", "2025-02-01T05:00:00Z", {
      email: "carla@example.org",
      country: "México",
      first_utm_source: "google",
      phone: "+52 1 55 1234 5678",
      wa_bsuid: "MX.103",
    }),
    contact("106", "2025-01-20T15:00:00Z", { email: "elena.old@example.org", country: "EC", user_pseudo_id: "elena" }),
    contact("107", "2025-02-25T12:00:00Z", { email: "fabio@example.org", country: "CO" }),
    contact("108", "2025-02-26T12:00:00Z", { email: "gone@example.org", country: "CO" }, "2025-03-01T00:00:00Z", true),
  ],
  "7",
);
const contactsAfter = page([
  contact(
    "101",
    "2025-01-10T15:00:00Z",
    { email: "ana@example.org", country: "Colombia", first_utm_source: "google", profession: "Medicine" },
    "2025-03-01T00:00:00Z",
  ),
  contact("104", "2025-02-14T12:00:00Z", {
    email: "dario@example.org",
    country: "PE",
    user_pseudo_id: "dario",
    referrer_user_id: "101",
    referral_id: "R1",
    referral_invited_at: "2025-02-10T15:00:00Z",
  }),
  contact(
    "105",
    "2025-01-20T15:00:00Z",
    { email: "Elena@Example.org", country: "EC", hs_merged_object_ids: "106" },
    "2025-02-20T15:00:00Z",
  ),
  contact("109", "2025-03-05T10:00:00Z", { email: "gina@example.org", country: "CO" }),
]);

const referrals = `referral_id,referrer_user_id,invited_at,channel,code,invitee_user_id,registered_at
R1,101,2025-02-10T15:00:00Z,whatsapp,A1,104,2025-02-14T12:00:00Z
R2,102,2025-03-01T02:00:00Z,email,B1,109,2025-03-05T10:00:00Z
R3,101,2025-03-02T15:00:00Z,email,A1,109,2025-03-05T10:00:00Z
R4,107,2025-02-24T15:00:00Z,email,F1,107,2025-02-25T12:00:00Z
R5,103,2025-03-31T23:30:00Z,email,C1,,
R6,104,2025-03-10T15:00:00Z,email,D1,101,2025-03-11T12:00:00Z
`;

const content = `content_id,type,topic,title,duration_s,published_at
pod-1,podcast,sleep,"Sleep, well",1800,2025-01-01T00:00:00Z
clip-1,clip,food,Salt,60,2025-01-01T00:00:00Z
web-1,webinar,work,Shifts,3600,2025-02-09T23:00:00Z
`;

const consumption = `id,user_id,content_id,started_at,seconds_played,max_percent,completed,attended_live
C1,101,pod-1,2025-01-31T23:00:00Z,600,33,false,false
C1,101,pod-1,2025-01-31T23:00:00Z,600,33,false,false
C2,101,pod-1,2025-02-01T04:30:00Z,900,50,false,false
C3,102,clip-1,2025-02-03T12:00:00Z,29,48,false,false
C4,102,clip-1,2025-02-20T12:00:00Z,30,50,false,false
C5,103,web-1,2025-02-10T00:00:00Z,0,0,false,true
C6,106,pod-1,2025-02-15T12:00:00Z,120,7,false,false
C7,105,pod-1,2025-03-20T12:00:00Z,300,17,false,false
C8,,pod-1,2025-03-21T12:00:00Z,60,3,false,false
C9,109,web-1,2025-03-06T12:00:00Z,1800,50,false,true
`;

const sponsorship = `external_id,sponsor_id,sponsor,tier,kind,period_start,period_end,booked_at,amount,currency,fx_rate
E1,acme,Acme,gold,revenue,2025-01-16,2025-02-14,2025-01-16,3000.00,USD,
E1,acme,Acme,gold,revenue,2025-01-16,2025-02-14,2025-01-16,3000.00,USD,
E2,globex,Globex,silver,revenue,2025-02-01,2025-02-28,2025-02-01,2800000,COP,0.00025
E3,acme,Acme,gold,revenue,2025-02-01,2025-02-28,2025-02-20,-280.00,USD,
E4,acme,Acme,gold,cost,2025-02-01,2025-02-28,2025-02-01,560.00,USD,
E6,initech,Initech,silver,revenue,2025-03-01,2025-03-31,2025-03-15,-31.00,USD,
E7,initech,Initech,silver,revenue,2025-03-01,2025-03-31,2025-03-15,900.00,EUR,
E8,hooli,Hooli,backer,revenue,2025-03-01,2025-03-31,2025-03-15,0.004,USD,
`;

const ops = `flow_run_id,flow_id,started_at,finished_at,status,error_class
F1,welcome,2025-02-01T04:50:00Z,2025-02-01T04:59:00Z,success,
F2,welcome,2025-02-01T04:58:00Z,2025-02-01T05:01:00Z,failed,timeout
F3,digest,2025-02-05T12:00:00Z,,running,
F3,digest,2025-02-05T12:00:00Z,2025-02-05T12:10:00Z,success,
F4,digest,2025-02-06T12:00:00Z,,running,
F5,digest,2025-02-10T12:00:00Z,2025-02-10T12:10:00Z,error,auth
`;

/** In the order in which a first load takes them. */
export const COMMUNITY_FILES: readonly WireFile[] = [
  { source: "content", name: "content.csv", text: content },
  { source: "hubspot", name: "contacts-1.json", text: contactsBefore },
  { source: "ga4", name: "ga4.ndjson", text: ga4 },
  { source: "consumption", name: "consumption.csv", text: consumption },
  { source: "sendgrid", name: "sendgrid.json", text: sendgrid },
  { source: "mailgun", name: "mailgun.json", text: mailgun },
  { source: "brevo", name: "brevo.json", text: brevo },
  { source: "whatsapp", name: "whatsapp.json", text: whatsapp },
  { source: "referrals", name: "referrals.csv", text: referrals },
  { source: "sponsorship", name: "sponsorship.csv", text: sponsorship },
  { source: "ops", name: "ops.csv", text: ops },
  { source: "hubspot", name: "contacts-2.json", text: contactsAfter },
];
