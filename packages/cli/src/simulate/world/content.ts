import { type Calendar, DAY, HOUR, MINUTE } from "./days.ts";
import { type Random, stream } from "./random.ts";
import { TOPICS, type Topic } from "./vocabulary.ts";

/** An item of the catalogue. */
export interface Content {
  id: string;
  type: "webinar" | "podcast" | "clip";
  topic: Topic;
  title: string;
  durationSeconds: number;
  /** ms UTC; of a webinar, when it goes live. */
  publishedAt: number;
}

/** The catalogue: each list in the order of publication, nothing published after now. */
export interface Catalogue {
  webinars: readonly Content[];
  /** The webinars and those announced for the next two weeks, which nobody has attended yet. */
  announcedWebinars: readonly Content[];
  podcasts: readonly Content[];
  clips: readonly Content[];
  all: readonly Content[];
}

const TITLES = {
  webinar: ["Sesión en vivo", "Mesa redonda", "Taller práctico", "Actualización"],
  podcast: ["Conversaciones", "En la consulta", "Diez preguntas", "La entrevista"],
  clip: ["En tres minutos", "Clave práctica", "Un error común", "Paso a paso"],
} as const;

/** How items come out: every `everyDays` at an hour of the zone's day. 1970-01-01 was a Thursday, hence the offsets. */
const SCHEDULES = [
  { type: "webinar", everyDays: 7, offset: 0, hour: 19, minutes: [45, 75] },
  { type: "podcast", everyDays: 7, offset: 5, hour: 6, minutes: [18, 42] },
  { type: "clip", everyDays: 3, offset: 0, hour: 9, minutes: [2, 8] },
] as const;

/** Days of older items that the catalogue holds when the calendar begins. */
const BACKLOG_DAYS = 250;

const TOPIC_TOTAL = TOPICS.reduce((sum, { weight }) => sum + weight, 0);

/**
 * Topic of the n-th item of a schedule. Multiples of the golden ratio spread evenly, so that a quarter of weekly webinars
 * already has the topics in their proportions, which drawing by chance would not give.
 */
function topicOf(n: number, offset: number): Topic {
  let left = ((n * 0.618033988749895 + offset) % 1) * TOPIC_TOTAL;
  for (const topic of TOPICS) {
    left -= topic.weight;
    if (left < 0) return topic;
  }
  throw new RangeError("the weights of the topics add up to less than their sum");
}

/** What a schedule brought out up to an instant. An item depends on the seed and its own day only, so that every calendar agrees on it. */
function publish(seed: number, calendar: Calendar, schedule: (typeof SCHEDULES)[number], until: number): Content[] {
  const items: Content[] = [];
  const offset = stream(seed, `topics of ${schedule.type}`).next();
  const [shortest, longest] = schedule.minutes;
  for (let index = -BACKLOG_DAYS; ; index += 1) {
    const midnight = calendar.days[index]?.start ?? calendar.start + index * DAY;
    const epochDay = Math.floor((midnight + 12 * HOUR) / DAY);
    if ((epochDay - schedule.offset) % schedule.everyDays !== 0) continue;
    const publishedAt = midnight + schedule.hour * HOUR;
    if (publishedAt > until) return items;
    const random = stream(seed, schedule.type, epochDay);
    const topic = topicOf((epochDay - schedule.offset) / schedule.everyDays, offset);
    items.push({
      id: `${schedule.type}-${epochDay}`,
      type: schedule.type,
      topic,
      title: `${random.pick(TITLES[schedule.type])}: ${topic.name.toLowerCase()}`,
      durationSeconds: Math.round((shortest + random.next() * (longest - shortest)) * (MINUTE / 1000)),
      publishedAt,
    });
  }
}

export function makeCatalogue(seed: number, calendar: Calendar): Catalogue {
  const [webinars, podcasts, clips] = SCHEDULES.map((schedule) => publish(seed, calendar, schedule, calendar.now));
  const announcedWebinars = publish(seed, calendar, SCHEDULES[0], calendar.now + 14 * DAY);
  const out = { webinars: webinars ?? [], podcasts: podcasts ?? [], clips: clips ?? [] };
  return { ...out, announcedWebinars, all: [...out.webinars, ...out.podcasts, ...out.clips] };
}

/** Index of the last item published at or before an instant, -1 if none. */
export function lastPublished(items: readonly Content[], at: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.publishedAt ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** An item that somebody interested in `topic` plays at an instant: mostly recent, mostly of the topic. */
export function pickContent(items: readonly Content[], random: Random, at: number, topic: Topic): Content | null {
  const last = lastPublished(items, at);
  let chosen: Content | null = null;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    chosen = items[Math.max(0, last - Math.floor(random.exponential(14)))] ?? null;
    if (last < 0 || chosen === null) return null;
    if (chosen.topic === topic) break;
  }
  return chosen;
}
