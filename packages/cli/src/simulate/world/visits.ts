import { type Calendar, DAY } from "./days.ts";
import type { Source } from "./parameters.ts";
import { pickSource } from "./people.ts";
import { type Person, pseudoIdOf } from "./person.ts";
import { stream, weighted } from "./random.ts";
import { momentBetween } from "./rhythm.ts";
import { COUNTRIES, type Country } from "./vocabulary.ts";

/** A visit by somebody who doesn't register. */
export interface AnonymousVisit {
  /** ms UTC. */
  at: number;
  pseudoId: string;
  source: Source;
  country: Country;
  device: "mobile" | "desktop";
  engagementMs: number;
}

const pickCountry = weighted(COUNTRIES);

/**
 * Visitors who don't register, as many a source as its conversion asks for: each registration brings
 * 1 / conversion - 1 of them, around its own day. Some come twice.
 */
export function makeAnonymousVisits(seed: number, calendar: Calendar, people: readonly Person[]): AnonymousVisit[] {
  const visits: AnonymousVisit[] = [];
  for (const person of people) {
    if (person.founder) continue;
    const random = stream(seed, "visitors", person.index);
    // A mix drawn for the day, not the person's own source: the visitors of a day are the sum over its sources.
    const source = pickSource(calendar, random, person.registeredAt);
    const expected = 1 / source.conversion - 1;
    const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
    for (let n = 0; n < count; n += 1) {
      const from = person.registeredAt - 2 * DAY;
      const first = momentBetween(calendar, random, from, from + 4 * DAY);
      const pseudoId = pseudoIdOf(seed, "visitor", person.index * 64 + n, first);
      const visitor = {
        pseudoId,
        source,
        country: pickCountry(random),
        device: random.chance(0.74) ? "mobile" : "desktop",
      } as const;
      const times = random.chance(0.08) ? [first, first + DAY + random.int(6 * DAY)] : [first];
      for (const at of times) {
        const engagementMs = random.chance(0.4) ? 10_000 + Math.floor(random.exponential(40_000)) : random.int(9_000);
        if (at >= calendar.start && at < calendar.now) visits.push({ ...visitor, at, engagementMs });
      }
    }
  }
  return visits;
}
