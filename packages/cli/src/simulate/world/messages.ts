import type { ActiveWindows } from "./activity.ts";
import type { Campaign } from "./campaigns.ts";
import { type Calendar, DAY, HOUR, MINUTE } from "./days.ts";
import { WHATSAPP_CAP } from "./parameters.ts";
import { badMonth } from "./people.ts";
import type { Person } from "./person.ts";
import { type Random, stream } from "./random.ts";

/** A message to one person. */
export interface Message {
  number: number;
  person: Person;
  campaign: Campaign;
}

export type EmailEventKind =
  | "delivered"
  | "deferred"
  | "bounce"
  | "dropped"
  | "open"
  | "machine_open"
  | "click"
  | "unsubscribe";
export type WhatsappEventKind = "sent" | "delivered" | "read" | "failed" | "reply";

/** Something that happened to a message; `at` is ms UTC, `code` the reason of a failure. */
export interface MessageEvent<Kind extends string> {
  message: Message;
  kind: Kind;
  at: number;
  code?: number;
}

/** Somebody who came to the portal by a campaign, and whether they signed up for its webinar there. */
interface CampaignVisit {
  person: Person;
  campaign: Campaign;
  at: number;
  converted: boolean;
}

export interface Messages {
  email: MessageEvent<EmailEventKind>[];
  whatsapp: MessageEvent<WhatsappEventKind>[];
  visits: CampaignVisit[];
}

function isRecipient(campaign: Campaign, person: Person, at: number, windows: ActiveWindows, random: Random): boolean {
  if (!(campaign.channel === "email" ? person.consentEmail : person.consentWhatsapp)) return false;
  if (person.registeredAt >= at) return false;
  switch (campaign.audience) {
    case "everybody":
    case "newcomers":
      return random.chance(campaign.share);
    case "active":
      return random.chance(windows.isActive(person, at - 5 * DAY) ? campaign.share * 1.6 : campaign.share * 0.35);
    case "lapsed":
      return (
        at - person.registeredAt > 60 * DAY && !windows.isActive(person, at - 30 * DAY) && random.chance(campaign.share)
      );
  }
}

/** Sends every campaign and makes what mail servers, phones and people do with it. Nothing is later than now. */
export function makeMessages(
  seed: number,
  calendar: Calendar,
  people: readonly Person[],
  campaigns: readonly Campaign[],
  windows: ActiveWindows,
): Messages {
  const messages: Messages = { email: [], whatsapp: [], visits: [] };
  let number = 0;
  for (const campaign of campaigns) {
    const random = stream(seed, campaign.id);
    for (const person of people) {
      const newcomer = campaign.audience === "newcomers";
      const at = newcomer
        ? Math.floor(person.registeredAt + campaign.afterHours * HOUR)
        : campaign.sentAt + random.int(campaign.channel === "email" ? 2 * HOUR : HOUR);
      if (at < calendar.start || at >= calendar.now || !isRecipient(campaign, person, at, windows, random)) continue;
      number += 1;
      const message = { number, person, campaign };
      if (campaign.channel === "email") followEmail(messages, calendar, random, message, at, windows);
      else followWhatsapp(messages, calendar, random, message, at, windows);
    }
  }
  return messages;
}

function visit(messages: Messages, calendar: Calendar, random: Random, message: Message, at: number): void {
  const converted = random.chance(0.34);
  if (at + 5 * MINUTE < calendar.now)
    messages.visits.push({ person: message.person, campaign: message.campaign, at: at + 4000, converted });
}

function followEmail(
  messages: Messages,
  calendar: Calendar,
  random: Random,
  message: Message,
  at: number,
  windows: ActiveWindows,
): void {
  const add = (kind: EmailEventKind, when: number) => {
    const event = { message, kind, at: Math.floor(when) };
    if (event.at < calendar.now) messages.email.push(event);
  };
  const drawn = random.next();
  if (drawn < 0.016) {
    if (drawn < 0.004) add("dropped", at);
    else add("bounce", at + 8000);
    return;
  }
  const deliveredAt = drawn < 0.03 ? at + 20 * MINUTE : at + 2000 + random.int(20_000);
  if (drawn < 0.03) add("deferred", at + 3000);
  add("delivered", deliveredAt);
  if (random.chance(0.11)) add("machine_open", deliveredAt + 3000);
  const active = windows.isActive(message.person, at);
  if (!random.chance(active ? 0.6 : 0.24)) return;
  const openedAt = deliveredAt + MINUTE + random.exponential(9 * HOUR);
  add("open", openedAt);
  if (random.chance(0.14)) add("open", openedAt + random.exponential(DAY));
  const clickedAt = Math.floor(openedAt + 15_000 + random.int(4 * MINUTE));
  // A click counts as activity: only in an active window, and only if it still is one by then.
  if (windows.isActive(message.person, clickedAt) && random.chance(0.24)) {
    add("click", clickedAt);
    visit(messages, calendar, random, message, clickedAt);
  } else if (random.chance(0.004)) add("unsubscribe", openedAt + MINUTE);
}

function followWhatsapp(
  messages: Messages,
  calendar: Calendar,
  random: Random,
  message: Message,
  at: number,
  windows: ActiveWindows,
): void {
  const add = (kind: WhatsappEventKind, when: number, code?: number) => {
    const event = { message, kind, at: Math.floor(when), ...(code === undefined ? {} : { code }) };
    if (event.at < calendar.now) messages.whatsapp.push(event);
  };
  const bad = badMonth(calendar);
  const capped = (at >= bad.start && at < bad.end) || at > calendar.now - 6 * DAY;
  const drawn = random.next();
  add("sent", at);
  const refused = drawn < (capped ? WHATSAPP_CAP.bad : WHATSAPP_CAP.ordinary);
  if (refused || drawn > 0.993) {
    add("failed", at + 4000, refused ? 131049 : drawn > 0.997 ? 131026 : 130472);
    return;
  }
  const active = windows.isActive(message.person, at);
  const deliveredAt = at + 1000 + random.exponential(5 * MINUTE);
  const read = random.chance(active ? 0.86 : 0.6);
  // Read without delivered is a thing that happens; read implies it.
  if (!(read && random.chance(0.05))) add("delivered", deliveredAt);
  if (!read) return;
  const readAt = deliveredAt + 5000 + random.exponential(2.5 * HOUR);
  add("read", readAt);
  const answeredAt = Math.floor(readAt + 5000 + random.int(5 * MINUTE));
  if (!windows.isActive(message.person, answeredAt)) return;
  const replied = random.chance(0.22);
  if (replied) add("reply", answeredAt);
  // The link comes with the answer to a quick reply: few follow it without one.
  if (random.chance(replied ? 0.55 : 0.02)) visit(messages, calendar, random, message, answeredAt + MINUTE);
}
