import type { Message, MessageEvent, WhatsappEventKind } from "../world/messages.ts";
import { scatter, stream } from "../world/random.ts";

const ACCOUNT = "102290129340398";
const METADATA = { display_phone_number: "570000000001", phone_number_id: "106540352242922" };

const ERRORS: Readonly<Record<number, string>> = {
  131026: "Message undeliverable",
  130472: "User's number is part of an experiment",
  131049: "This message was not delivered to maintain healthy ecosystem engagement.",
};

type Status = MessageEvent<WhatsappEventKind>;

/** Id that WhatsApp gives a message. */
function wamid(message: Message): string {
  return `wamid.${scatter(message.number).toString(36).toUpperCase()}${message.number.toString(36).toUpperCase()}`;
}

function contact({ person }: Message): object {
  return { profile: { name: `${person.firstName} ${person.lastName}` }, wa_id: person.phone, user_id: person.bsuid };
}

function statusOf({ message, kind, at, code }: Status): object {
  const { campaign, person } = message;
  return {
    id: wamid(message),
    status: kind,
    timestamp: String(Math.floor(at / 1000)),
    recipient_id: person.phone,
    recipient_user_id: person.bsuid,
    biz_opaque_callback_data: JSON.stringify({
      campaign_id: campaign.id,
      campaign_name: campaign.name,
      template_id: campaign.templateId,
      segment: campaign.segment,
      utm_campaign: campaign.utmCampaign,
      user_id: person.id,
    }),
    ...(code === undefined
      ? { pricing: { billable: true, pricing_model: "PMP", category: "marketing" } }
      : { errors: [{ code, title: ERRORS[code] ?? "Error", message: ERRORS[code] ?? "Error" }] }),
  };
}

function replyOf({ message, at }: Status): object {
  return {
    context: { from: METADATA.display_phone_number, id: wamid(message) },
    from: message.person.phone,
    from_user_id: message.person.bsuid,
    id: `${wamid(message)}R`,
    timestamp: String(Math.floor(at / 1000)),
    type: "button",
    button: { payload: "ME_INTERESA", text: "Me interesa" },
  };
}

/** A body of the Cloud API's webhook: the statuses, or the answers, of one moment. */
export function whatsappBody(events: readonly Status[]): string {
  const statuses = events.filter(({ kind }) => kind !== "reply");
  const replies = events.filter(({ kind }) => kind === "reply");
  const change = (content: object) => ({
    field: "messages",
    value: { messaging_product: "whatsapp", metadata: METADATA, ...content },
  });
  const changes: object[] = [];
  if (statuses.length > 0) changes.push(change({ statuses: statuses.map(statusOf) }));
  if (replies.length > 0)
    changes.push(change({ contacts: replies.map((reply) => contact(reply.message)), messages: replies.map(replyOf) }));
  return JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: ACCOUNT, changes }] });
}

/** News about a template, which makes no rows: ingest sets it aside with its reason. */
function templateRejected(at: number): string {
  const value = {
    event: "REJECTED",
    message_template_id: 594_425_479_261_596,
    message_template_name: "reactivacion_60",
    message_template_language: "es",
    reason: "INVALID_FORMAT",
  };
  const changes = [{ field: "message_template_status_update", value }];
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: ACCOUNT, time: Math.floor(at / 1000), changes }],
  });
}

const EVENTS_A_BODY = 40;

/** Webhook bodies, one a line. Some statuses come late, so that a message can be read before it is delivered; a few come twice. */
export function* whatsappBodies(events: readonly Status[], seed: number, now: number): Generator<string> {
  const random = stream(seed, "whatsapp deliveries");
  const arriving = events.map((event) => ({
    event,
    arrives: event.at + (random.chance(0.03) ? Math.floor(random.exponential(3 * 3_600_000)) : 0),
  }));
  arriving.sort((a, b) => a.arrives - b.arrives || a.event.message.number - b.event.message.number);
  for (let from = 0; from < arriving.length; from += EVENTS_A_BODY) {
    const body = whatsappBody(arriving.slice(from, from + EVENTS_A_BODY).map(({ event }) => event));
    yield body;
    if (random.chance(0.01)) yield body;
  }
  // Five hours ago, as the open incident of the webinar flow.
  yield templateRejected(now - 5 * 3_600_000);
}
