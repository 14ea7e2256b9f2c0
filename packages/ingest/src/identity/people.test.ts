import fc from "fast-check";
import { expect, test } from "vitest";
import { ingestPayload } from "../pipeline/ingest.ts";
import { emailHash } from "../sources/hashing.ts";
import { ga4Sample, tableContents } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";

const at = (time: string) => Date.parse(`2026-03-${time}Z`);
let eventId = 0;
const event = (subscriptionType: string, occurredAt: number, rest: object = {}) => ({
  eventId: ++eventId,
  subscriptionId: 1,
  portalId: 62515,
  occurredAt,
  subscriptionType: `contact.${subscriptionType}`,
  attemptNumber: 0,
  objectId: 501,
  ...rest,
});
const change = (name: string, value: string, occurredAt: number, objectId = 501) =>
  event("propertyChange", occurredAt, { propertyName: name, propertyValue: value, objectId });
const contact = (id: string, properties: object, updatedAt: string, createdAt = "2026-03-01T08:00:00.000Z") => ({
  id,
  createdAt,
  updatedAt,
  archived: false,
  properties,
});

async function loaded(payloads: readonly (readonly [string, unknown])[]): Promise<Warehouse> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  for (const [source, body] of payloads) {
    await ingestPayload(warehouse, source, { body: typeof body === "string" ? body : JSON.stringify(body) });
  }
  return warehouse;
}

async function person(warehouse: Warehouse, id = "501") {
  const [row] = await warehouse.all(
    `SELECT email_hash, profession, country, consent_email, epoch_ms(registered_at) AS registered, source, _deleted FROM users WHERE user_id = $id`,
    { id },
  );
  return row;
}

test("a webhook's changes show at once, in whatever order they come, and the poll that follows agrees", async () => {
  const changes = [
    event("creation", at("01T08:00:00.120")),
    change("email", "ana@example.org", at("01T08:00:00.130")),
    change("profession", "nurse", at("01T08:00:01")),
    change("profession", "doctor", at("02T08:00:00")),
    change("hs_email_optout", "true", at("03T08:00:00")),
    change("country", "Colombia", at("01T09:00:00")),
    change("country", "", at("03T09:00:00")),
  ];
  const expected = {
    email_hash: emailHash("ana@example.org", ""),
    profession: "doctor",
    country: null,
    consent_email: false,
    registered: BigInt(at("01T08:00:00.120")),
    source: "crm",
    _deleted: false,
  };
  const forwards = await loaded([["hubspot", changes]]);
  const backwards = await loaded(changes.toReversed().map((each) => ["hubspot", [each]]));
  expect(await person(forwards)).toEqual(expected);
  expect(await person(backwards)).toEqual(expected);
  const poll = contact(
    "501",
    { email: "ana@example.org", profession: "doctor", hs_email_optout: "true", country: "" },
    "2026-03-03T09:00:00.000Z",
    "2026-03-01T08:00:00.100Z",
  );
  await ingestPayload(forwards, "hubspot", { body: JSON.stringify({ results: [poll] }) });
  // The CRM's own time of creation, not that of its event.
  expect(await person(forwards)).toEqual({ ...expected, registered: BigInt(at("01T08:00:00.100")) });
  // What changed after the poll wins over it, what changed before doesn't, though both come afterwards.
  await ingestPayload(forwards, "hubspot", {
    body: JSON.stringify([
      change("profession", "surgeon", at("04T00:00:00")),
      change("country", "Peru", at("02T00:00:00")),
    ]),
  });
  expect(await person(forwards)).toMatchObject({ profession: "surgeon", country: null });
  await ingestPayload(forwards, "hubspot", { body: JSON.stringify([event("deletion", at("05T00:00:00"))]) });
  expect(await person(forwards)).toMatchObject({ _deleted: true });
  await Promise.all([forwards.close(), backwards.close()]);
});

test("what isn't a contact's is set aside with its reason, its neighbours load", async () => {
  const warehouse = await loaded([
    [
      "hubspot",
      [
        event("associationChange", at("01T08:00:00")),
        { ...event("x", 1), subscriptionType: "deal.creation" },
        event("creation", at("01T08:00:00")),
      ],
    ],
  ]);
  expect(await warehouse.all("SELECT reason, count(*)::INT AS n FROM dead_letter GROUP BY 1")).toEqual([
    { reason: "unsupported_event", n: 2 },
  ]);
  expect(await person(warehouse)).toMatchObject({ registered: BigInt(at("01T08:00:00")) });
  await warehouse.close();
});

/** Two browsers, an alias, two contacts that become one, an address that is changed, and a message to it. */
const story: readonly (readonly [string, unknown])[] = [
  ["ga4", ga4Sample({ at: "2026-03-01T08:00:00Z", pseudo: "1.1", session: 1 })],
  ["ga4", ga4Sample({ at: "2026-03-02T08:00:00Z", pseudo: "2.2", session: 2, user: "499" })],
  [
    "segment",
    {
      type: "identify",
      messageId: "i1",
      userId: "501",
      anonymousId: "3.3",
      timestamp: "2026-03-02T09:00:00Z",
      traits: { email: "ana@example.org", profession: "nurse" },
    },
  ],
  ["segment", { type: "alias", messageId: "a1", userId: "501", previousId: "1.1", timestamp: "2026-03-02T10:00:00Z" }],
  [
    "segment",
    {
      type: "identify",
      messageId: "i2",
      userId: "501",
      timestamp: "2026-03-02T12:00:00Z",
      traits: { profession: "midwife", country: "Peru" },
    },
  ],
  ["hubspot", [change("email", "new@example.org", at("03T08:00:00"))]],
  ["hubspot", [event("merge", at("04T08:00:00"), { objectId: 501, primaryObjectId: 501, mergedObjectIds: [499] })]],
  [
    "hubspot",
    { results: [contact("501", { email: "new@example.org", profession: "doctor" }, "2026-03-03T10:00:00.000Z")] },
  ],
  ["hubspot", { results: [contact("499", { email: "old@example.org" }, "2026-03-02T10:00:00.000Z")] }],
  ["hubspot", [change("country", "Chile", at("05T08:00:00"), 501)]],
  [
    "mailchimp",
    "type=upemail&fired_at=2026-03-06+08%3A00%3A00&data%5Bold_email%5D=new%40example.org&data%5Bnew_email%5D=newest%40example.org",
  ],
  [
    "mailchimp_reports",
    {
      send_time: "2026-03-07T09:00:00Z",
      sent_to: [{ campaign_id: "k", email_address: "newest@example.org", status: "sent" }],
    },
  ],
  [
    "sendgrid",
    [
      {
        event: "delivered",
        email: "old@example.org",
        timestamp: at("03T00:00:00") / 1000,
        sg_event_id: "e",
        sg_message_id: "m",
      },
    ],
  ],
];
const TABLES = ["users", "identities", "events", "sessions", "messages", "message_events"];

test("who is who: one person behind two contacts, three browsers and three addresses, with the history of it", async () => {
  const warehouse = await loaded(story);
  expect(await warehouse.all("SELECT DISTINCT user_id FROM events")).toEqual([{ user_id: "501" }]);
  expect(await warehouse.all("SELECT user_id FROM messages")).toEqual([{ user_id: "501" }, { user_id: "501" }]);
  expect(await person(warehouse)).toMatchObject({ profession: "doctor", country: "CL", _deleted: false });
  expect(await person(warehouse, "499")).toMatchObject({ _deleted: true });
  expect(
    await warehouse.all(
      "SELECT identity_type, identity_value, valid_from::DATE::VARCHAR AS since, valid_to::DATE::VARCHAR AS until FROM identities WHERE user_id = '499' ORDER BY 1, 2",
    ),
  ).toEqual([
    { identity_type: "crm_id", identity_value: "499", since: "2026-03-01", until: "2026-03-04" },
    {
      identity_type: "email_hash",
      identity_value: emailHash("old@example.org", ""),
      since: "2026-03-01",
      until: "2026-03-04",
    },
    { identity_type: "user_pseudo_id", identity_value: "2.2", since: "2026-03-02", until: "2026-03-04" },
  ]);
  await warehouse.close();
});

test("the order in which it becomes known who is who doesn't matter", async () => {
  const contents = async (order: readonly number[]) => {
    const warehouse = await loaded(order.map((index) => story[index]!));
    const tables = await tableContents(warehouse, TABLES);
    await warehouse.close();
    return tables;
  };
  const indexes = story.map((_, index) => index);
  const expected = await contents(indexes);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(indexes, { minLength: indexes.length }),
      fc.array(fc.constantFrom(...indexes), { maxLength: 3 }),
      async (order, again) => {
        expect(await contents([...order, ...again])).toEqual(expected);
      },
    ),
    { numRuns: 10, seed: 19 },
  );
});
