const DAY_MS = 86_400_000;

/** The UTC day of a moment, `YYYY-MM-DD`. */
export function dayAt(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** Milliseconds at which a day of `YYYY-MM-DD` begins, UTC. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  return dayAt(startOfDay(day) + days * DAY_MS);
}
