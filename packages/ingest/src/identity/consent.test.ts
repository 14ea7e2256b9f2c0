import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { ingestPayload } from "../pipeline/ingest.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";

type Payload = readonly [source: string, body: unknown];

let warehouse: Warehouse | null = null;
afterEach(async () => {
  await warehouse?.close();
  warehouse = null;
});

const seconds = (time: string) => Date.parse(`2026-03-${time}Z`) / 1000;
const EMAIL = "ana@example.org";

const contact = (updatedAt: string, optedOut: boolean): Payload => [
  "hubspot",
  {
    id: "501",
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: `2026-03-${updatedAt}Z`,
    properties: { email: EMAIL, phone: "+573001112233", hs_email_optout: String(optedOut), consent_whatsapp: "true" },
  },
];
const sendgrid = (event: string, time: string, email = EMAIL): Payload => [
  "sendgrid",
  [{ event, email, timestamp: seconds(time), sg_event_id: `${event}${time}`, sg_message_id: "m1" }],
];
const mailchimp = (type: string, time: string): Payload => [
  "mailchimp",
  new URLSearchParams({
    type,
    fired_at: `2026-03-${time.replace("T", " ")}`,
    "data[email]": EMAIL,
    "data[list_id]": "l1",
  }).toString(),
];
const whatsapp = (value: string, time: string): Payload => [
  "whatsapp",
  {
    object: "whatsapp_business_account",
    entry: [
      {
        id: "1",
        changes: [
          {
            field: "user_preferences",
            value: {
              messaging_product: "whatsapp",
              contacts: [{ wa_id: "573001112233" }],
              user_preferences: [
                {
                  wa_id: "573001112233",
                  detail: "",
                  category: "marketing_messages",
                  value,
                  timestamp: String(seconds(time)),
                },
              ],
            },
          },
        ],
      },
    ],
  },
];

async function consentAfter(payloads: readonly Payload[]) {
  await warehouse?.close();
  warehouse = await openWarehouse({ path: ":memory:" });
  for (const [source, body] of payloads) {
    await ingestPayload(warehouse, source, { body: typeof body === "string" ? body : JSON.stringify(body) });
  }
  return warehouse.all("SELECT user_id, consent_email, consent_whatsapp FROM users");
}

const ana = (email: boolean | null, whatsapp: boolean | null) => [
  { user_id: "501", consent_email: email, consent_whatsapp: whatsapp },
];

test("who unsubscribes has taken back their consent, until the CRM changes them or they say otherwise", async () => {
  expect(await consentAfter([contact("01T08:00:00", false)])).toEqual(ana(true, true));
  expect(await consentAfter([contact("01T08:00:00", false), sendgrid("unsubscribe", "02T08:00:00")])).toEqual(
    ana(false, true),
  );
  expect(await consentAfter([contact("01T08:00:00", false), sendgrid("spamreport", "02T08:00:00")])).toEqual(
    ana(false, true),
  );
  expect(await consentAfter([contact("03T08:00:00", false), sendgrid("unsubscribe", "02T08:00:00")])).toEqual(
    ana(true, true),
  );
  expect(
    await consentAfter([
      contact("01T08:00:00", true),
      mailchimp("unsubscribe", "02T08:00:00"),
      mailchimp("subscribe", "02T09:00:00"),
    ]),
  ).toEqual(ana(true, true));
  expect(await consentAfter([contact("01T08:00:00", false), whatsapp("stop", "02T08:00:00")])).toEqual(
    ana(true, false),
  );
});

test("what was said before the person was known counts when they are, and nobody is made of it", async () => {
  expect(await consentAfter([sendgrid("unsubscribe", "02T08:00:00"), whatsapp("stop", "02T08:00:00")])).toEqual([]);
  expect(
    await consentAfter([
      sendgrid("unsubscribe", "02T08:00:00"),
      whatsapp("stop", "02T08:00:00"),
      contact("01T08:00:00", false),
    ]),
  ).toEqual(ana(false, false));
  expect(
    await consentAfter([contact("01T08:00:00", false), sendgrid("unsubscribe", "02T08:00:00", "bea@example.org")]),
  ).toEqual(ana(true, true));
});

test("the same in whatever order it is told, however often", async () => {
  const told = [
    contact("01T08:00:00", false),
    contact("02T12:00:00", false),
    sendgrid("unsubscribe", "02T08:00:00"),
    mailchimp("subscribe", "03T08:00:00"),
    mailchimp("unsubscribe", "03T08:00:00"),
    whatsapp("stop", "01T10:00:00"),
    whatsapp("resume", "04T10:00:00"),
  ];
  const orders = fc.shuffledSubarray([...told, ...told.slice(2)], { minLength: told.length * 2 - 2 });
  await fc.assert(
    fc.asyncProperty(orders, async (payloads) => {
      // At the same moment yes and no: no.
      expect(await consentAfter(payloads)).toEqual(ana(false, true));
    }),
    { seed: 42, numRuns: 25 },
  );
});
