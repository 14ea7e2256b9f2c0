import { expect, test } from "vitest";
import { type NormaliseContext, Rejection, type TableRow } from "./normaliser.ts";
import { segment } from "./segment.ts";
import { microsOf } from "./values.ts";

const context: NormaliseContext = {
  receivedAt: microsOf("2026-03-01T12:00:05Z") ?? 0n,
  salt: "",
  baseCurrency: "USD",
  drift: () => undefined,
};
const rowsOf = (document: unknown): TableRow[] =>
  [...segment.records(document)].flatMap((record) => segment.normalise(record, context));
const rows = (document: unknown, table: TableRow["table"]) =>
  rowsOf(document)
    .filter((item) => item.table === table)
    .map((item) => item.row as Record<string, unknown>);

const track = {
  type: "track",
  messageId: "m1",
  anonymousId: "111.222",
  event: "Webinar Registration",
  originalTimestamp: "2026-03-01T12:10:00Z",
  sentAt: "2026-03-01T12:10:03Z",
  properties: { ga_session_id: 77, content_id: "c1" },
  context: { campaign: { source: "linkedin", medium: "paid_social", name: "march" } },
};

test("a device ten minutes fast is put right: received − (sent − told)", () => {
  // 12:00:05 − (12:10:03 − 12:10:00) = 12:00:02
  expect(rows(track, "events")[0]?.occurred_at).toBe(microsOf("2026-03-01T12:00:02Z"));
  // The sender's own time of reception before ours, and a corrected time before both.
  expect(rows({ ...track, receivedAt: "2026-03-01T11:59:00Z" }, "events")[0]?.occurred_at).toBe(
    microsOf("2026-03-01T11:58:57Z"),
  );
  expect(rows({ ...track, timestamp: "2026-03-01T11:00:00Z" }, "events")[0]?.occurred_at).toBe(
    microsOf("2026-03-01T11:00:00Z"),
  );
  const { sentAt: _, ...unsent } = track;
  expect(rows(unsent, "events")[0]?.occurred_at).toBe(microsOf("2026-03-01T12:10:00Z"));
});

test("a track call is an event in GA4's words, with its session, campaign and conversion", () => {
  expect(rows(track, "events")).toMatchObject([
    {
      event_id: "segment:m1",
      name: "webinar_registration",
      user_pseudo_id: "111.222",
      session_id: "111.222.77",
      content_id: "c1",
      utm_source: "linkedin",
      utm_medium: "paid_social",
      utm_campaign: "march",
      source_id: "first_party",
    },
  ]);
  expect(rows(track, "conversions")).toMatchObject([{ id: "segment:m1", kind: "webinar_registration" }]);
  expect(["Signed Up", "signedUp", "sign_up"].map((event) => rows({ ...track, event }, "events")[0]?.name)).toEqual([
    "sign_up",
    "sign_up",
    "sign_up",
  ]);
});

test("GA4's ids are taken where the integration carries them", () => {
  const [event] = rows(
    { ...track, properties: {}, integrations: { "Google Analytics 4": { clientId: "9.8", sessionId: "5" } } },
    "events",
  );
  expect([event?.user_pseudo_id, event?.session_id]).toEqual(["9.8", "9.8.5"]);
});

test("a page: UTM of its address before the site that linked to it; its own site links to nothing", () => {
  const page = (context: object) => rows({ ...track, type: "page", context }, "events")[0];
  expect(page({ page: { url: "https://a.example/?utm_source=news&utm_medium=email" } })).toMatchObject({
    name: "page_view",
    utm_source: "news",
    utm_medium: "email",
  });
  expect(page({ page: { url: "https://a.example/", referrer: "https://www.google.com/" } })).toMatchObject({
    utm_source: "google.com",
    utm_medium: "organic",
  });
  expect(page({ page: { url: "https://a.example/b", referrer: "https://www.a.example/" } })?.utm_source).toBeNull();
});

test("identify names a person and their identifiers; alias makes two ids one", () => {
  const identify = {
    ...track,
    type: "identify",
    userId: "501",
    traits: { email: "Ana@Example.org", createdAt: "2026-02-01T00:00:00Z", profession: "nurse" },
  };
  expect(rows(identify, "users")).toMatchObject([
    { user_id: "501", registered_at: microsOf("2026-02-01T00:00:00Z"), profession: "nurse" },
  ]);
  expect(rows(identify, "identities").map((row) => row.identity_type)).toEqual(["user_pseudo_id", "email_hash"]);
  expect(JSON.stringify(rows(identify, "users"), (_, value) => String(value))).not.toContain("Ana");
  const alias = (previousId: string) => rows({ ...track, type: "alias", userId: "501", previousId }, "identities");
  expect(alias("111.222")).toMatchObject([
    { identity_type: "user_pseudo_id", identity_value: "111.222", user_id: "501" },
  ]);
  expect(alias("499")).toMatchObject([{ identity_type: "crm_id", identity_value: "499", user_id: "501" }]);
});

test("a sign-up of somebody named is a registration at once", () => {
  expect(rows({ ...track, event: "Signed Up", userId: "501" }, "users")).toMatchObject([
    { user_id: "501", registered_at: microsOf("2026-03-01T12:00:02Z") },
  ]);
});

test("a batch lends its calls what they lack", () => {
  const { sentAt, ...call } = track;
  expect(rows({ batch: [call, { ...call, messageId: "m2" }], sentAt }, "events").map((row) => row.occurred_at)).toEqual(
    [microsOf("2026-03-01T12:00:02Z"), microsOf("2026-03-01T12:00:02Z")],
  );
});

test.each([
  ["nobody", { ...track, anonymousId: null }, "missing_id"],
  ["no time", { type: "page", anonymousId: "a" }, "missing_time"],
  ["an unknown call", { ...track, type: "delete" }, "unsupported_call"],
])("%s is refused by name", (_, call, reason) => {
  expect(() => rowsOf(call)).toThrow(Rejection);
  try {
    rowsOf(call);
  } catch (error) {
    expect((error as Rejection).reason).toBe(reason);
  }
});
