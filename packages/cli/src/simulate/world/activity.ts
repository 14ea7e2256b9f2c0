import { type Catalogue, type Content, lastPublished, pickContent } from "./content.ts";
import { type Calendar, DAY, MINUTE } from "./days.ts";
import {
  EXTRA_MOMENTS,
  FIRST_ATTENDANCE,
  FIRST_LOOK_AROUND,
  FIRST_RETURN,
  FOUNDER_REGULAR_SHARE,
  FOUNDER_RETENTION,
  MOMENT_SHARES,
  REGULAR_RETENTION,
  REGULAR_SHARE,
  RETENTION,
  WEAK_COHORT,
  WINDOW_DAYS,
} from "./parameters.ts";
import type { Person } from "./person.ts";
import { type Random, stream } from "./random.ts";
import { momentBetween } from "./rhythm.ts";

/** A visit to the portal while logged in. Instants are ms UTC. */
interface Session {
  person: Person;
  at: number;
  /** Below 10 s it doesn't count as engaged. */
  engagementMs: number;
}

/** A play of an item or an attendance. */
export interface Play {
  person: Person;
  content: Content;
  at: number;
  seconds: number;
  /** How far it went, 0 to 100. */
  maxPercent: number;
  live: boolean;
}

/** Windows of WINDOW_DAYS after registration in which a person may do something that counts as activity. */
export interface ActiveWindows {
  isActive(person: Person, at: number): boolean;
}

export interface Activity extends ActiveWindows {
  sessions: Session[];
  plays: Play[];
}

const WINDOW = WINDOW_DAYS * DAY;

const curve = (values: readonly number[], window: number): number => values[Math.min(window, values.length - 1)] ?? 0;

/** Chance that a person is active in a window, so that the cohort as a whole follows {@link RETENTION}. */
function activeChance(person: Person, window: number, weak: { start: number; end: number }): number {
  if (person.founder) {
    const regular = curve(REGULAR_RETENTION, window);
    return person.regular
      ? regular
      : (FOUNDER_RETENTION - FOUNDER_REGULAR_SHARE * regular) / (1 - FOUNDER_REGULAR_SHARE);
  }
  const isWeak =
    person.registeredAt >= weak.start && person.registeredAt < weak.end && window < WEAK_COHORT.retention.length;
  const wanted = isWeak ? curve(WEAK_COHORT.retention, window) : curve(RETENTION, window);
  const regular = Math.min(curve(REGULAR_RETENTION, window), isWeak ? WEAK_COHORT.regular : 1);
  if (person.regular) return regular;
  return Math.max(0, (wanted - REGULAR_SHARE * regular) / (1 - REGULAR_SHARE)) * person.source.quality;
}

function playOf(random: Random, person: Person, content: Content, at: number, live: boolean): Play {
  const stays = random.chance(content.topic.completion);
  const share = stays ? 0.9 + random.next() * 0.1 : 0.06 + random.next() * 0.7;
  const seconds = Math.max(Math.round(content.durationSeconds * share), 12);
  const reached = Math.min(100, Math.round((stays ? share : share + random.next() * 0.1) * 100));
  return { person, content, at, seconds, maxPercent: stays ? Math.max(reached, 90) : Math.min(reached, 89), live };
}

/** Registrations of the weak cohorts: from the last month whose retention_60 is fully known. */
function weakCohorts(calendar: Calendar): { start: number; end: number } {
  const month = calendar.monthIndex(calendar.now - 90 * DAY) - 1;
  return {
    start: calendar.monthStarts[Math.max(month, 0)] ?? calendar.start,
    end: calendar.now - WEAK_COHORT.toDaysAgo * DAY,
  };
}

/** Makes what people do on the portal: who is active when, their sessions and what they play. */
export function makeActivity(
  seed: number,
  calendar: Calendar,
  people: readonly Person[],
  catalogue: Catalogue,
): Activity {
  const sessions: Session[] = [];
  const plays: Play[] = [];
  /** By person: first window that reaches into the calendar, and a flag for each window from there. */
  const active: { first: number; flags: boolean[] }[] = [];

  const weak = weakCohorts(calendar);
  const keep = (at: number) => at >= calendar.start && at < calendar.now;
  const visit = (random: Random, person: Person, when: number) => {
    const at = Math.floor(when);
    if (keep(at)) sessions.push({ person, at, engagementMs: 11_000 + Math.floor(random.exponential(140_000)) });
  };
  const play = (random: Random, person: Person, content: Content | null, at: number, live: boolean) => {
    if (!content || !keep(at)) return;
    const made = playOf(random, person, content, at, live);
    // What is still playing isn't known yet.
    if (made.at + made.seconds * 1000 <= calendar.now) plays.push(made);
  };

  /** The webinar nearest to a moment that goes live inside the bounds. */
  const webinarNear = (at: number, from: number, to: number): Content | null => {
    const last = lastPublished(catalogue.announcedWebinars, at);
    const candidates = [catalogue.announcedWebinars[last + 1], catalogue.announcedWebinars[last]];
    return (
      candidates.find(
        (item) => item && item.publishedAt - 10 * MINUTE >= from && item.publishedAt + 10 * MINUTE < to,
      ) ?? null
    );
  };

  const moment = (random: Random, person: Person, at: number, from: number, to: number, playing: boolean) => {
    const drawn = playing
      ? random.next() * (MOMENT_SHARES.webinar + MOMENT_SHARES.podcast + MOMENT_SHARES.clip)
      : random.next();
    const { webinar, podcast, clip } = MOMENT_SHARES;
    if (drawn < webinar) {
      const live = webinarNear(at, from, to);
      if (live) {
        const joined = live.publishedAt + Math.floor((random.next() * 12 - 6) * MINUTE);
        visit(random, person, joined - 2 * MINUTE >= from ? joined - 2 * MINUTE : joined);
        play(random, person, live, joined, true);
        return;
      }
      visit(random, person, at);
      play(random, person, pickContent(catalogue.webinars, random, at, person.topic), at + MINUTE, false);
    } else if (drawn < webinar + podcast) {
      if (random.chance(0.6)) visit(random, person, at);
      play(random, person, pickContent(catalogue.podcasts, random, at, person.topic), at, false);
    } else if (drawn < webinar + podcast + clip) {
      visit(random, person, at);
      const clips = 1 + random.poisson(0.7);
      for (let n = 0; n < clips; n += 1) {
        play(random, person, pickContent(catalogue.clips, random, at, person.topic), at + n * 9 * MINUTE, false);
      }
    } else {
      visit(random, person, at);
    }
  };

  /** The first thirty days: half attend something, two thirds of these return on a later day. */
  const firstWindow = (random: Random, person: Person): boolean => {
    const from = person.registeredAt;
    const quality = person.source.quality;
    if (random.chance(FIRST_ATTENDANCE * quality)) {
      const first = from + Math.min(4 * MINUTE + random.exponential(6.2 * DAY), 27 * DAY);
      const at = momentBetween(calendar, random, first, first + 1.2 * DAY);
      moment(random, person, at, from + MINUTE, from + WINDOW, true);
      if (!random.chance(FIRST_RETURN * quality)) return false;
      const again = at + DAY + random.exponential(3 * DAY);
      if (again < from + WINDOW - DAY) {
        moment(random, person, momentBetween(calendar, random, again, again + DAY), again, from + WINDOW, false);
      }
      return true;
    }
    if (random.chance(FIRST_LOOK_AROUND * quality)) {
      visit(random, person, from + Math.min(6 * MINUTE + random.exponential(4 * DAY), 28 * DAY));
    }
    return false;
  };

  for (const person of people) {
    const random = stream(seed, "activity", person.index);
    const first = Math.max(0, Math.floor((calendar.start - person.registeredAt) / WINDOW));
    const flags: boolean[] = [];
    for (let window = first; ; window += 1) {
      const from = person.registeredAt + window * WINDOW;
      if (from >= calendar.now) break;
      const to = from + WINDOW;
      if (window === 0) {
        flags.push(firstWindow(random, person));
        continue;
      }
      const isActive = random.chance(activeChance(person, window, weak));
      flags.push(isActive);
      if (isActive) {
        const count = 1 + random.poisson(person.regular ? EXTRA_MOMENTS.regular : EXTRA_MOMENTS.other);
        for (let n = 0; n < count; n += 1) {
          moment(random, person, momentBetween(calendar, random, from, to - 2 * 60 * MINUTE), from, to, false);
        }
      } else if (random.chance(0.12)) {
        // A glance that doesn't count: under ten seconds.
        const at = momentBetween(calendar, random, from, to);
        if (keep(at)) sessions.push({ person, at, engagementMs: 1_000 + random.int(7_000) });
      }
    }
    active.push({ first, flags });
  }

  return {
    sessions,
    plays,
    isActive: (person, at) => {
      const known = active[person.index];
      const window = Math.floor((at - person.registeredAt) / WINDOW);
      return known?.flags[window - known.first] ?? false;
    },
  };
}
