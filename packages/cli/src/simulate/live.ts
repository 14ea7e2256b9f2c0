import type { SimulatedSource } from "./simulate.ts";
import { ga4Line, type Hit } from "./wire/ga4.ts";
import { hubspotContact } from "./wire/hubspot.ts";
import { sendgridEvent } from "./wire/sendgrid.ts";
import { CONSUMPTION, CONTENT, FLOW_RUNS, REFERRALS, SCORES } from "./wire/tables.ts";
import { whatsappBody } from "./wire/whatsapp.ts";
import type { Campaign } from "./world/campaigns.ts";
import { type Content, lastPublished, makeCatalogue } from "./world/content.ts";
import { type Calendar, DAY, MINUTE, makeCalendar } from "./world/days.ts";
import type { EmailEventKind, Message, WhatsappEventKind } from "./world/messages.ts";
import { SOURCES } from "./world/parameters.ts";
import { makePerson, type Person, pseudoIdOf } from "./world/person.ts";
import { type Random, scatter, stream, weighted } from "./world/random.ts";
import { codeOf } from "./world/referrals.ts";

export interface LiveOptions {
  /** The instant to make payloads for; whole seconds count. */
  at: Date;
  /** As of the simulation that filled the warehouse. @default 42 */
  seed?: number;
  /** As of the simulation that filled the warehouse. @default 20000 */
  professionals?: number;
  /** @default "America/Bogota" */
  timeZone?: string;
}

/** A payload as a source would deliver it. */
export interface LivePayload {
  source: SimulatedSource;
  body: string;
}

/** Professionals who are about on a day: few enough that a day of trickle doesn't make the whole community active. */
const PEOPLE_A_DAY = 320;
/** Chances a second. */
const RATES = { session: 0.45, visitor: 0.12, play: 0.16, email: 0.25, whatsapp: 0.2, registration: 1 / 150 } as const;
/** Seconds after sending at which a message is delivered, opened or read, and clicked or answered. */
const EMAIL_STEPS = { delivered: 4, open: 45, click: 70 } as const;
const WHATSAPP_STEPS = { sent: 0, delivered: 3, read: 30, reply: 52 } as const;
/** Every so often the catalogue is told again, so that plays of the newest items have something to refer to. */
const CATALOGUE_EVERY_SECONDS = 600;
/**
 * What is polled rather than pushed (invitations, scores, flow runs) comes this often: within the strictest objective, 300 s. Scores come twice as
 * often: nothing else of the CRM comes for minutes, and until what was loaded is told of, rollups are built, for a minute on a busy machine. At 240 s
 * the CRM was late again and again, so that an alert about it, once it fired, never ended.
 */
const POLL_EVERY_SECONDS = 240;
/** Earlier than any sample, so that numbers made of seconds since then are small and never meet those of a simulation. */
const EPOCH_SECONDS = 1_600_000_000;

const pickSource = weighted(SOURCES);

/**
 * The few payloads that the sources deliver in the second of `at`: sessions, plays, opens, clicks, WhatsApp statuses, now and then
 * a registration. They belong to the professionals of the simulation with the same `seed` and `professionals`, whatever its `now`.
 * The same options give the same payloads, and what one second begins (a message sent) later seconds go on with (its opening).
 */
export function liveEvents(options: LiveOptions): LivePayload[] {
  const { seed = 42, professionals = 20_000, timeZone = "America/Bogota" } = options;
  const second = Math.floor(options.at.getTime() / 1000);
  const at = second * 1000;
  const calendar = calendarOf(at, timeZone);
  const random = stream(seed, "live", second);
  const date = calendar.days[calendar.dayIndex(at)]?.date.replaceAll("-", "") ?? "";
  // By the second, not by now: a message sent before midnight is opened after it by the one who got it.
  const someoneAt = (when: number, chance: Random) =>
    personOfDay(seed, professionals, Math.floor((when * 1000) / DAY), chance);
  const someone = (chance: Random) => someoneAt(second, chance);

  const hits: Hit[] = [];
  const payloads: LivePayload[] = [];
  if (random.chance(RATES.session)) hits.push(sessionOf(someone(random), at, random));
  if (random.chance(RATES.visitor)) hits.push(visitOf(seed, second, at, random));
  if (random.chance(RATES.registration)) {
    const person = newcomer(seed, professionals, second, at, random);
    hits.push(...registrationOf(person, at));
    payloads.push({ source: "hubspot", body: JSON.stringify({ results: [hubspotContact(person, null, at)] }) });
  }
  if (second % CATALOGUE_EVERY_SECONDS === 0) {
    payloads.push({ source: "content", body: records(CONTENT, makeCatalogue(seed, calendar).all) });
  }
  payloads.push(...polled(second, at, random, someone));
  if (random.chance(RATES.play)) {
    const play = playOf(seed, calendar, someone(random), at, random);
    if (play) payloads.push({ source: "consumption", body: records(CONSUMPTION, [play]) });
  }
  if (hits.length > 0) {
    payloads.unshift({ source: "ga4", body: hits.map((hit, index) => `${ga4Line(hit, date, index)}\n`).join("") });
  }
  const messages = { seed, second, someoneAt };
  payloads.push(...emailOf(messages), ...whatsappOf(messages));
  return payloads;
}

/** Goes on with {@link liveEvents} second by second until `signal` aborts; `clock` and `sleep` are for tests. */
export async function* liveFeed(
  options: Omit<LiveOptions, "at">,
  control: { signal: AbortSignal; clock?: () => number; sleep?: (ms: number) => Promise<void> },
): AsyncGenerator<LivePayload[]> {
  const { signal, clock = Date.now, sleep = (ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)) } = control;
  for (let last = Math.floor(clock() / 1000) - 1; !signal.aborted; ) {
    const second = Math.floor(clock() / 1000);
    // A busy process catches up, but not on more than a minute.
    for (last = Math.max(last, second - 60); last < second && !signal.aborted; ) {
      last += 1;
      yield liveEvents({ ...options, at: new Date(last * 1000) });
    }
    if (!signal.aborted) await sleep(1000 - (clock() % 1000));
  }
}

const calendars = new Map<string, Calendar>();

/** The calendar of the days around an instant; it is asked for every second and changes once a day. */
function calendarOf(at: number, timeZone: string): Calendar {
  const key = `${timeZone} ${Math.floor(at / (10 * MINUTE))}`;
  let calendar = calendars.get(key);
  if (!calendar) {
    calendar = makeCalendar({ now: new Date(at), months: 1, timeZone });
    calendars.clear();
    calendars.set(key, calendar);
  }
  return calendar;
}

/** Rows as a sender posts them: records of JSON whose fields are named as the columns. */
function records<T>(columns: Readonly<Record<string, (row: T) => unknown>>, rows: readonly T[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(columns).map(([name, read]) => [name, read(row)]))),
  );
}

/** One of the professionals who are about today. Only what doesn't depend on the simulation's `now` may be used of it. */
function personOfDay(seed: number, professionals: number, day: number, random: Random): Person {
  const index = scatter(day * 1009 + random.int(Math.min(PEOPLE_A_DAY, professionals))) % professionals;
  const registeredAt = (day - 2) * DAY;
  const person = makePerson(seed, index, { registeredAt, source: pickSource(random), founder: false });
  return { ...person, pseudoId: pseudoIdOf(seed, "live browser", index, registeredAt) };
}

/** A professional who registers in this second: numbered by it, far above those of any simulation. */
function newcomer(seed: number, professionals: number, second: number, at: number, random: Random): Person {
  const index = professionals + 1_000_000 + (second - EPOCH_SECONDS);
  const source = pickSource(random);
  return { ...makePerson(seed, index, { registeredAt: at, source, founder: false }), firstVisitAt: at - 3 * MINUTE };
}

function sessionOf(person: Person, at: number, random: Random): Hit {
  const { pseudoId, device, country } = person;
  const source = random.chance(0.3) ? person.source : null;
  const engagementMs = 11_000 + Math.floor(random.exponential(60_000));
  return {
    at,
    name: "page_view",
    userId: person.id,
    pseudoId,
    sessionStart: at,
    engagementMs,
    page: "/inicio",
    source,
    device,
    country,
  };
}

function visitOf(seed: number, second: number, at: number, random: Random): Hit {
  const { country, device } = makePerson(seed, second, {
    registeredAt: at,
    source: pickSource(random),
    founder: false,
  });
  const pseudoId = pseudoIdOf(seed, "live visitor", second, at);
  return {
    at,
    name: "page_view",
    userId: null,
    pseudoId,
    sessionStart: at,
    engagementMs: random.int(40_000),
    page: "/",
    source: pickSource(random),
    device,
    country,
  };
}

function registrationOf(person: Person, at: number): Hit[] {
  const { pseudoId, device, country, source, firstVisitAt } = person;
  const session = { pseudoId, sessionStart: firstVisitAt, engagementMs: 30_000, source, device, country };
  return [
    { ...session, at: firstVisitAt, name: "page_view", userId: null, page: "/" },
    { ...session, at, name: "sign_up", userId: person.id, page: "/registro" },
  ];
}

function playOf(seed: number, calendar: Calendar, person: Person, at: number, random: Random) {
  const catalogue = makeCatalogue(seed, calendar);
  const items: readonly Content[] = random.chance(0.6) ? catalogue.clips : catalogue.podcasts;
  // Told of when it ends: the play began that long ago, of an item that was out by then.
  const content = items[lastPublished(items, at - DAY) - random.int(12)];
  if (!content) return null;
  const completes = random.chance(content.topic.completion);
  const seconds = Math.round(content.durationSeconds * (completes ? 0.95 : 0.15 + 0.6 * random.next()));
  const maxPercent = Math.round((seconds / content.durationSeconds) * 100);
  return { person, content, at: at - seconds * 1000, seconds, maxPercent, live: false };
}

/** What the pollers bring when it is their second: an invitation, a score, a flow run, each at a time of its own. */
function polled(second: number, at: number, random: Random, someone: (random: Random) => Person): LivePayload[] {
  const number = second - EPOCH_SECONDS;
  switch (second % POLL_EVERY_SECONDS) {
    case 20: {
      const referrer = someone(random);
      const invitation = { id: `live-${number}`, referrer, invitedAt: at, code: codeOf(referrer), registeredAt: null };
      return [{ source: "referrals", body: records(REFERRALS, [{ ...invitation, channel: "link", invitee: null }]) }];
    }
    case 100:
    case 220: {
      const score = 40 + random.int(30);
      return [{ source: "scores", body: records(SCORES, [{ person: someone(random), at, score, band: "warm" }]) }];
    }
    case 180: {
      const run = { id: `live-${number}`, flow: "bienvenida", startedAt: at - 9000, finishedAt: at, errorClass: null };
      return [{ source: "ops", body: records(FLOW_RUNS, [{ ...run, status: "success" }]) }];
    }
    default:
      return [];
  }
}

interface MessageContext {
  seed: number;
  second: number;
  someoneAt(second: number, random: Random): Person;
}

const liveCampaign = (channel: Campaign["channel"], second: number): Campaign => ({
  id: `${channel === "email" ? "em" : "wa"}-diario-${new Date(second * 1000).toISOString().slice(0, 10)}`,
  channel,
  name: channel === "email" ? "Resumen del día" : "Recordatorio del día",
  templateId: channel === "email" ? "d-resumen" : "recordatorio",
  segment: "tibios-y-calientes",
  utmCampaign: "diario",
  sentAt: second * 1000,
  audience: "active",
  share: 0,
  afterHours: 0,
});

/** The message of a channel that was sent in a second, if one was, and how far its person goes with it, 0 to 1. */
function messageSent(
  context: MessageContext,
  channel: Campaign["channel"],
  second: number,
): { message: Message; interest: number } | null {
  const random = stream(context.seed, `live ${channel}`, second);
  if (!random.chance(RATES[channel])) return null;
  const person = context.someoneAt(second, random);
  const number = 2_000_000_000 + (second - EPOCH_SECONDS);
  return { message: { number, person, campaign: liveCampaign(channel, second) }, interest: random.next() };
}

function emailOf(context: MessageContext): LivePayload[] {
  const needed = { delivered: 0, open: 0.55, click: 0.88 } as const;
  const events = (Object.keys(EMAIL_STEPS) as (keyof typeof EMAIL_STEPS)[] satisfies EmailEventKind[]).flatMap(
    (kind) => {
      const sent = messageSent(context, "email", context.second - EMAIL_STEPS[kind]);
      if (!sent || sent.interest < needed[kind]) return [];
      return [sendgridEvent({ message: sent.message, kind, at: context.second * 1000 }, 0)];
    },
  );
  return events.length > 0 ? [{ source: "sendgrid", body: `[${events.join(",")}]` }] : [];
}

function whatsappOf(context: MessageContext): LivePayload[] {
  const needed = { sent: 0, delivered: 0.04, read: 0.25, reply: 0.85 } as const;
  const events = (Object.keys(WHATSAPP_STEPS) as (keyof typeof WHATSAPP_STEPS)[] satisfies WhatsappEventKind[]).flatMap(
    (kind) => {
      const sent = messageSent(context, "whatsapp", context.second - WHATSAPP_STEPS[kind]);
      if (!sent || sent.interest < needed[kind]) return [];
      return [{ message: sent.message, kind, at: context.second * 1000 }];
    },
  );
  return events.length > 0 ? [{ source: "whatsapp", body: whatsappBody(events) }] : [];
}
