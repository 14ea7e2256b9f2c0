import type { EmailEventKind, Message, MessageEvent } from "../world/messages.ts";
import { scatter, stream } from "../world/random.ts";

const AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)";

/** What each kind of event says besides who and when. SendGrid calls a machine's open an open. */
const DETAILS: Record<EmailEventKind, (message: Message) => string> = {
  delivered: () => `"event":"delivered","response":"250 2.0.0 OK"`,
  deferred: () => `"event":"deferred","response":"451 4.7.1 try again later","attempt":"1"`,
  bounce: () => `"event":"bounce","type":"bounce","status":"5.1.1","reason":"550 5.1.1 unknown mailbox"`,
  dropped: () => `"event":"dropped","reason":"Bounced Address"`,
  open: () => `"event":"open","useragent":"${AGENT}","sg_machine_open":false`,
  machine_open: () => `"event":"open","useragent":"GoogleImageProxy","sg_machine_open":true`,
  click: ({ campaign }) =>
    `"event":"click","useragent":"${AGENT}","url":"https://portal.example/webinars?utm_source=newsletter&utm_medium=email&utm_campaign=${campaign.utmCampaign}"`,
  unsubscribe: () => `"event":"unsubscribe"`,
};

/** An event of SendGrid's webhook as JSON text. `ordinal` tells apart two events of one kind of a message. */
export function sendgridEvent(event: MessageEvent<EmailEventKind>, ordinal: number): string {
  const { message, kind, at } = event;
  const { campaign, person, number } = message;
  const messageId = `m${scatter(number).toString(36)}.${number}`;
  return (
    `{"email":"${person.email}","timestamp":${Math.floor(at / 1000)},${DETAILS[kind](message)},` +
    `"sg_event_id":"${scatter(number + 1).toString(36)}-${number}-${kind}-${ordinal}","sg_message_id":"${messageId}.filter01.1.0",` +
    `"campaign_id":"${campaign.id}","campaign_name":"${campaign.name}","segment":"${campaign.segment}",` +
    `"template_id":"${campaign.templateId}","utm_campaign":"${campaign.utmCampaign}","user_id":"${person.id}"}`
  );
}

const EVENTS_A_DELIVERY = 100;

/**
 * The webhook's deliveries, one JSON array a line, in the order of events. One delivery in a hundred comes twice, and one event in
 * two hundred comes again in a later delivery, as the real webhook does.
 */
export function* sendgridDeliveries(events: readonly MessageEvent<EmailEventKind>[], seed: number): Generator<string> {
  const random = stream(seed, "sendgrid deliveries");
  const ordered = events.toSorted((a, b) => a.at - b.at || a.message.number - b.message.number);
  const again: string[] = [];
  let delivery: string[] = [];
  for (const [index, event] of ordered.entries()) {
    const line = sendgridEvent(event, event.at % 1000);
    delivery.push(line);
    if (random.chance(0.005)) again.push(line);
    if (delivery.length < EVENTS_A_DELIVERY && index < ordered.length - 1) continue;
    const body = `[${delivery.join(",")}]`;
    yield body;
    if (random.chance(0.01)) yield body;
    delivery = again.splice(0, EVENTS_A_DELIVERY / 2);
  }
  if (delivery.length > 0) yield `[${delivery.join(",")}]`;
}
