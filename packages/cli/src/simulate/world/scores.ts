import type { Activity } from "./activity.ts";
import { type Calendar, DAY, HOUR } from "./days.ts";
import { WINDOW_DAYS } from "./parameters.ts";
import type { Person } from "./person.ts";
import { stream } from "./random.ts";

type ScoreBand = "cold" | "warm" | "hot";

/** A score that the CRM gave a person; `at` is ms UTC. */
export interface Score {
  person: Person;
  at: number;
  score: number;
  band: ScoreBand;
}

const bandOf = (score: number): ScoreBand => (score < 40 ? "cold" : score < 70 ? "warm" : "hot");
/** A band is left only by this much, so that nobody goes to and fro at its edge. */
const MARGIN = 4;

/**
 * Lead scores: what a person did in the past month counts, what was before fades by half.
 * A new row is written when the band changes.
 */
export function makeScores(seed: number, calendar: Calendar, people: readonly Person[], activity: Activity): Score[] {
  const windowOf = (person: Person, at: number) => Math.floor((at - person.registeredAt) / (WINDOW_DAYS * DAY));
  const points = new Map<Person, Map<number, number>>();
  const gain = (person: Person, at: number, amount: number) => {
    const byWindow = points.get(person) ?? new Map<number, number>();
    points.set(person, byWindow);
    const window = windowOf(person, at);
    byWindow.set(window, (byWindow.get(window) ?? 0) + amount);
  };
  for (const session of activity.sessions) if (session.engagementMs >= 10_000) gain(session.person, session.at, 10);
  for (const play of activity.plays) gain(play.person, play.at, play.live ? 20 : 11);

  const scores: Score[] = [];
  for (const person of people) {
    const random = stream(seed, "scores", person.index);
    let score = 22 + random.int(14);
    let written: Score | null = null;
    const write = (at: number) => {
      if (at < calendar.start || at >= calendar.now) return;
      const rounded = Math.min(100, Math.round(score));
      const band = bandOf(rounded);
      if (written && (band === written.band || Math.abs(rounded - written.score) < MARGIN)) return;
      written = { person, at, score: rounded, band };
      scores.push(written);
    };
    write(person.registeredAt + 5000);
    for (let window = Math.max(windowOf(person, calendar.start), 0); ; window += 1) {
      // In the night after the window.
      const at = person.registeredAt + (window + 1) * WINDOW_DAYS * DAY + 5 * HOUR + random.int(HOUR);
      if (at >= calendar.now) break;
      score = score * 0.52 + Math.min(points.get(person)?.get(window) ?? 0, 48);
      write(at);
    }
  }
  return scores.sort((a, b) => a.at - b.at || a.person.index - b.person.index);
}
