import { type Calendar, DAY } from "./days.ts";
import {
  FOUNDER_SHARE,
  FOUNDER_YEARS,
  GROWTH,
  REFERRAL_SHARE,
  REFERRAL_SOURCE,
  SOURCES,
  type Source,
} from "./parameters.ts";
import { makePerson, type Person } from "./person.ts";
import { type Random, stream, weighted } from "./random.ts";
import { momentBetween, timeOfDay, WEEKDAY_WEIGHTS } from "./rhythm.ts";

/** Start of the bad month, two before the running one, and of the month after it; ms UTC. */
export function badMonth(calendar: Calendar): { start: number; end: number } {
  const starts = calendar.monthStarts;
  return {
    start: starts[Math.max(starts.length - 3, 0)] ?? calendar.start,
    end: starts[Math.max(starts.length - 2, 0)] ?? calendar.start,
  };
}

/** Share of registrations that come by invitation at an instant. */
function referralShare(calendar: Calendar, at: number): number {
  const bad = badMonth(calendar);
  if (at < bad.start) return REFERRAL_SHARE.ordinary;
  return at < bad.end ? REFERRAL_SHARE.bad : REFERRAL_SHARE.after;
}

const pickOtherSource = weighted(SOURCES.filter((source) => source !== REFERRAL_SOURCE));

/** Where somebody who registers at an instant comes from. */
export function pickSource(calendar: Calendar, random: Random, at: number): Source {
  return random.chance(referralShare(calendar, at)) ? REFERRAL_SOURCE : pickOtherSource(random);
}

/** Instants of registration inside the calendar: exponential growth, week and day rhythm, better and worse months. */
function registrationMoments(calendar: Calendar, random: Random, count: number): number[] {
  const mood = calendar.monthStarts.map(() => 1 + 0.02 * random.normal());
  const span = Math.max(calendar.now - calendar.start, DAY);
  const bad = badMonth(calendar);
  const cumulative: number[] = [];
  let total = 0;
  for (const day of calendar.days) {
    const growth = GROWTH ** ((day.start - calendar.start) / span);
    const dip = day.start >= bad.start && day.start < bad.end ? 0.93 : 1;
    total += growth * (WEEKDAY_WEIGHTS[day.weekday] ?? 1) * (mood[day.month] ?? 1) * dip;
    cumulative.push(total);
  }
  const moments: number[] = [];
  while (moments.length < count) {
    const drawn = random.next() * total;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 0) > drawn) high = middle;
      else low = middle + 1;
    }
    const at = (calendar.days[low]?.start ?? calendar.start) + timeOfDay(random);
    // The last day is partial: what would come later than now is drawn again.
    if (at < calendar.now) moments.push(at);
  }
  return moments.sort((a, b) => a - b);
}

/** All professionals in the order of their registration. */
export function makePeople(seed: number, calendar: Calendar, professionals: number): Person[] {
  const random = stream(seed, "registrations");
  const founders = Math.round(professionals * FOUNDER_SHARE);
  const years = FOUNDER_YEARS * 365 * DAY;
  const founderMoments = Array.from({ length: founders }, () => {
    // Density grows towards the start of the calendar.
    const from = calendar.start - years * (1 - Math.sqrt(random.next()));
    return momentBetween(calendar, random, from - DAY, Math.min(from + 6 * DAY, calendar.start));
  }).sort((a, b) => a - b);
  const moments = [...founderMoments, ...registrationMoments(calendar, random, professionals - founders)];
  return moments.map((registeredAt, index) =>
    makePerson(seed, index, {
      registeredAt,
      source: pickSource(calendar, random, registeredAt),
      founder: index < founders,
    }),
  );
}
