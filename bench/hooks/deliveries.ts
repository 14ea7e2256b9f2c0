import { createHmac, generateKeyPairSync, hash, sign } from "node:crypto";

/** What a run sends: one hook's deliveries, each other than all others, of about 2 KB. */
export interface SentHook {
  name: "whatsapp" | "sendgrid";
  /** Variables of the hook's secrets. */
  environment: Record<string, string>;
  /** What the sender signs with: the app secret, or a private key as base64 of PKCS 8. */
  key: string;
}

/** Rows of `message_events` that one delivery comes to. */
export const EVENTS_OF_DELIVERY = 4;

export function newHook(name: SentHook["name"]): SentHook {
  if (name === "whatsapp") {
    const key = "an app secret of the bench";
    return {
      name,
      key,
      environment: { NORTHSTAR_WHATSAPP_APP_SECRET: key, NORTHSTAR_WHATSAPP_VERIFY_TOKEN: "a verify token" },
    };
  }
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return {
    name,
    key: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
    environment: {
      NORTHSTAR_SENDGRID_PUBLIC_KEY: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
    },
  };
}

/** The body of a delivery by its number; `at` in s, of the events. */
export function bodyOf(hook: SentHook["name"], index: number, at: number): Buffer {
  return Buffer.from(JSON.stringify(hook === "whatsapp" ? whatsapp(index, at) : sendgrid(index, at)));
}

/** What the hook knows a delivery without an id of its own by. */
export function dedupKeyOf(body: Buffer): string {
  return `sha256:${hash("sha256", body, "hex")}`;
}

/** The headers that prove a body, as lines of HTTP. */
export function proofOf({ name, key }: SentHook, body: Buffer, at: number): string {
  if (name === "whatsapp")
    return `X-Hub-Signature-256: sha256=${createHmac("sha256", key).update(body).digest("hex")}\r\n`;
  const signed = Buffer.concat([Buffer.from(String(at)), body]);
  const privateKey = { key: Buffer.from(key, "base64"), format: "der", type: "pkcs8" } as const;
  return (
    `X-Twilio-Email-Event-Webhook-Signature: ${sign("sha256", signed, privateKey).toString("base64")}\r\n` +
    `X-Twilio-Email-Event-Webhook-Timestamp: ${at}\r\n`
  );
}

/** Four statuses of one message each, as Meta bundles them. */
function whatsapp(index: number, at: number): object {
  const statuses = Array.from({ length: EVENTS_OF_DELIVERY }, (_, each) => {
    const message = index * EVENTS_OF_DELIVERY + each;
    return {
      id: `wamid.HBgLNTczMDE1NTUwMTIzFQIAERgS${String(message).padStart(12, "0")}QTMyRTlCNUM3RkQxAA==`,
      status: ["sent", "delivered", "read"][message % 3],
      timestamp: String(at),
      recipient_id: `57301${String(message % 20_000).padStart(7, "0")}`,
      conversation: { id: `c0${message % 9999}d7a4e88b6f1c2a3b4c5d6e7f8091`, origin: { type: "marketing" } },
      pricing: { billable: true, pricing_model: "PMP", category: "marketing", type: "regular" },
      biz_opaque_callback_data: JSON.stringify({ campaign_id: `k${message % 40}`, template_id: "reminder_es_3" }),
    };
  });
  const metadata = { display_phone_number: "573015550123", phone_number_id: "106540352242922" };
  const value = { messaging_product: "whatsapp", metadata, statuses };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", changes: [{ field: "messages", value }] }],
  };
}

function sendgrid(index: number, at: number): object {
  return Array.from({ length: EVENTS_OF_DELIVERY }, (_, each) => {
    const event = index * EVENTS_OF_DELIVERY + each;
    return {
      email: `professional.${event % 20_000}@clinic.example.org`,
      timestamp: at,
      "smtp-id": `<${event}.20261122.filterdrecv-5645d9c87f-p4wfx@geopod-ismtpd-5-0>`,
      event: ["processed", "delivered", "open"][event % 3],
      category: ["newsletter", "webinar"],
      sg_event_id: `ZGVsaXZlcmVkLTAtNDI3ODQzODgt${event}`,
      sg_message_id: `${event}.filterdrecv-5645d9c87f-p4wfx-1-5F0C8B1E-12.0`,
      useragent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)",
      ip: "203.0.113.7",
      campaign_id: `k${event % 40}`,
      template_id: "reminder_es_3",
    };
  });
}
