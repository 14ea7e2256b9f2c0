import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brevo } from "../schemes/brevo.ts";
import { hubspot } from "../schemes/hubspot.ts";
import { mailchimp } from "../schemes/mailchimp.ts";
import { mailgun } from "../schemes/mailgun.ts";
import { segment } from "../schemes/segment.ts";
import { sendgrid } from "../schemes/sendgrid.ts";
import { standardWebhooks } from "../schemes/standardWebhooks.ts";
import { whatsapp } from "../schemes/whatsapp.ts";
import type { HookScheme } from "../types.ts";

/** A delivery that is right, for tests. */
export interface Vector {
  name: string;
  scheme: HookScheme;
  /** Values of all of the scheme's secrets. */
  secret: string;
  method?: string;
  url?: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** What the proof covers: the body (or texts in it), headers (or what follows a prefix of them), the address. */
  covered: readonly Covered[];
}

export type Covered =
  | { part: "body"; text?: string }
  | { part: "header"; name: string; after?: string }
  | { part: "url"; text: string };

const BODY = '{"hello":"wörld","n":[1,2]}';
const AT = "1774000000";
const COVERED_BODY = { part: "body" } as const;
const header = (name: string, after = ""): Covered => ({ part: "header", name, after });

const MAILGUN_TOKEN = "aabbccddeeff00112233445566778899aabbccddeeff0011";
const MAILGUN_SIGNATURE = "9ccf998df74d6c5ae98570df90562bb05311de81db12d38073b3431704f0ccb5";

/** Worked out on the command line with `openssl dgst`, `-hmac` or `-sign`; keys were made for it. */
export const OWN_VECTORS: readonly Vector[] = [
  {
    name: "whatsapp",
    scheme: whatsapp,
    secret: "app-secret-of-a-test",
    headers: { "x-hub-signature-256": "sha256=b19ac490d3e4d501dc7b5656a7f62daebaa810081d241b15f99f4aacd544eab9" },
    body: BODY,
    covered: [COVERED_BODY, header("x-hub-signature-256")],
  },
  {
    name: "segment",
    scheme: segment,
    secret: "segment-secret",
    headers: { "x-signature": "632913ea3c4640f82b0f681d38a138940bab9f85" },
    body: BODY,
    covered: [COVERED_BODY, header("x-signature")],
  },
  {
    name: "segment, write key",
    scheme: segment,
    secret: "segment-secret",
    headers: { authorization: "Basic c2VnbWVudC1zZWNyZXQ6" },
    body: BODY,
    // The last character of base64 carries bits that decode to nothing, as the colon that ends the user.
    covered: [{ part: "header", name: "authorization", after: "Basic " }],
  },
  {
    name: "mailgun",
    scheme: mailgun,
    secret: "key-mailgun",
    headers: {},
    body: `{"signature":{"timestamp":"${AT}","token":"${MAILGUN_TOKEN}","signature":"${MAILGUN_SIGNATURE}"},"event-data":{"id":"e1"}}`,
    covered: [AT, MAILGUN_TOKEN, MAILGUN_SIGNATURE].map((text) => ({ part: "body", text })),
  },
  {
    name: "hubspot v1",
    scheme: hubspot,
    secret: "hub-secret",
    headers: {
      "x-hubspot-signature": "3a4d5cbaaf504c7be608620fca18aef8e4814549c0bdfd8636b2840c593ec403",
      "x-hubspot-signature-version": "v1",
    },
    body: BODY,
    covered: [COVERED_BODY, header("x-hubspot-signature"), header("x-hubspot-signature-version")],
  },
  {
    name: "hubspot v2",
    scheme: hubspot,
    secret: "hub-secret",
    url: "https://data.example/northstar/v1/hooks/hubspot?a=1",
    headers: {
      "x-hubspot-signature": "a6ed10da37578d5e38c4aa355e82ae47e38f4813adec0e2a5cbe395e20cf9621",
      "x-hubspot-signature-version": "v2",
    },
    body: BODY,
    covered: [
      COVERED_BODY,
      header("x-hubspot-signature"),
      header("x-hubspot-signature-version"),
      { part: "url", text: "https://data.example/northstar/v1/hooks/hubspot?a=1" },
    ],
  },
  {
    name: "hubspot v3",
    scheme: hubspot,
    secret: "hub-secret",
    // Signed as …?u=https://x.example/a%20b&e=a@b
    url: "https://data.example/northstar/v1/hooks/hubspot?u=https%3A%2f%2Fx.example%2Fa%20b&e=a%40b",
    headers: {
      "x-hubspot-signature-v3": "AKr4OAxkpfg5QdAXhhwRRs9X0cg//CjYygYVP91h2ug=",
      "x-hubspot-request-timestamp": `${AT}000`,
    },
    body: BODY,
    covered: [
      COVERED_BODY,
      header("x-hubspot-signature-v3"),
      header("x-hubspot-request-timestamp"),
      { part: "url", text: "https://data.example/northstar/v1/hooks/hubspot?u=https" },
    ],
  },
  {
    name: "sendgrid",
    scheme: sendgrid,
    secret:
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHnFMYFH0H9tqe9CtDs0dNth+3dUJ4PEb9fGFEENjD56xmFYJxxFh/dH/2n9acROy8nFZc+iRshukKJWO1Yf9Cw==",
    headers: {
      "x-twilio-email-event-webhook-signature":
        "MEQCIBdmtD2UnN15rR6tbKBrNyv0aqnXnc1oQ+5feJ7itVq9AiBAp4RIA+5896vtFAB6T3VxH6tlJuGqttzeIud4FVC9Cw==",
      "x-twilio-email-event-webhook-timestamp": AT,
    },
    body: `${BODY}\r\n`,
    covered: [
      COVERED_BODY,
      header("x-twilio-email-event-webhook-signature"),
      header("x-twilio-email-event-webhook-timestamp"),
    ],
  },
  {
    name: "standard webhooks",
    scheme: standardWebhooks("KEY"),
    secret: "whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1u",
    headers: {
      "webhook-id": "msg_1",
      "webhook-timestamp": AT,
      "webhook-signature": "v1,M69GxapnN7AgoEvoYgScbUL8Xd4hreEU0x1bBK1mldc=",
    },
    body: BODY,
    covered: [COVERED_BODY, header("webhook-id"), header("webhook-timestamp"), header("webhook-signature")],
  },
  {
    // standard-webhooks, libraries/csharp and others: the published vector.
    name: "standard webhooks, published",
    scheme: standardWebhooks("KEY"),
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    headers: {
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    },
    body: '{"test": 2432232314}',
    covered: [COVERED_BODY, header("webhook-id"), header("webhook-timestamp"), header("webhook-signature")],
  },
  {
    name: "brevo, bearer",
    scheme: brevo,
    secret: "brevo-token",
    headers: { authorization: "Bearer brevo-token" },
    body: BODY,
    covered: [header("authorization", "Bearer ")],
  },
  {
    name: "brevo, address",
    scheme: brevo,
    secret: "brevo-token",
    url: "https://data.example/northstar/v1/hooks/brevo?token=brevo-token",
    headers: {},
    body: BODY,
    covered: [{ part: "url", text: "brevo-token" }],
  },
  {
    name: "mailchimp",
    scheme: mailchimp,
    secret: "mailchimp-token",
    url: "https://data.example/northstar/v1/hooks/mailchimp?token=mailchimp-token",
    headers: {},
    body: "type=subscribe&data%5Bid%5D=8a25ff1d98",
    covered: [{ part: "url", text: "mailchimp-token" }],
  },
];

const FIXTURES = fileURLToPath(new URL("../../../../../../shared/fixtures/signature_vectors/", import.meta.url));

/** Deliveries that real senders signed, good and bad; none where the fixtures aren't there. */
export function realVectors(): { good: Vector[]; bad: Vector[] } {
  if (!existsSync(FIXTURES)) return { good: [], bad: [] };
  const read = (name: string) => JSON.parse(readFileSync(`${FIXTURES}${name}`, "utf8")).vectors;
  const all: (Vector & { valid: boolean })[] = [
    ...read("whatsapp_x_hub_signature_256.json").map((vector: Record<string, string>) => ({
      ...vector,
      name: "real whatsapp",
      scheme: whatsapp,
      secret: vector.appSecret,
      headers: { "x-hub-signature-256": vector.header },
      body: vector.rawBody,
      covered: [COVERED_BODY, header("x-hub-signature-256")],
    })),
    ...read("sendgrid_event_webhook.json").map((vector: Record<string, string>) => ({
      ...vector,
      name: `real sendgrid ${vector.name}`,
      scheme: sendgrid,
      secret: vector.publicKey,
      headers: {
        "x-twilio-email-event-webhook-signature": vector.signature,
        "x-twilio-email-event-webhook-timestamp": vector.timestamp,
      },
      body: vector.rawBody,
      covered: OWN_VECTORS.find(({ scheme }) => scheme === sendgrid)?.covered ?? [],
    })),
    ...read("hubspot_webhook.json").map((vector: Record<string, string>) => ({
      ...vector,
      valid: true,
      name: `real hubspot ${vector.version} ${vector.method ?? ""}`,
      scheme: hubspot,
      secret: vector.clientSecret,
      headers: { "x-hubspot-signature": vector.signature, "x-hubspot-signature-version": vector.version },
      body: vector.rawBody,
      covered: [
        ...(vector.rawBody ? [COVERED_BODY] : []),
        header("x-hubspot-signature"),
        ...(vector.url ? [{ part: "url", text: vector.url }] : []),
      ],
    })),
  ];
  return { good: all.filter(({ valid }) => valid), bad: all.filter(({ valid }) => !valid) };
}
