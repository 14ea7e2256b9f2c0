import { CliError } from "../../errors.ts";

/** Days, ISO, both in it, in the reporting zone. */
export interface Period {
  from: string;
  to: string;
}

export interface PeriodOptions {
  /** `2026`, `2026-Q3` or `2026-10`. */
  period?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Takes a period that isn't over. */
  allowOpen: boolean;
}

/**
 * The period two definitions are compared on: as named, else the last three months that are over.
 *
 * @param today ISO day in the reporting zone
 * @throws CliError `period_invalid` when it can't be read, ends before it begins, or isn't over
 */
export function closedPeriod({ period, from, to, allowOpen }: PeriodOptions, today: string): Period {
  if (period !== undefined && (from !== undefined || to !== undefined)) {
    throw new CliError("period_invalid", "Name a period either by --period or by --from and --to.");
  }
  if ((from === undefined) !== (to === undefined)) {
    throw new CliError("period_invalid", "--from and --to belong together: name the first and the last day.");
  }
  const asked = period !== undefined ? named(period) : from !== undefined && to !== undefined ? { from, to } : null;
  if (asked === null) return { from: monthStart(today, -3), to: dayBefore(monthStart(today, 0)) };
  for (const day of [asked.from, asked.to]) {
    if (!isDay(day)) throw new CliError("period_invalid", `"${day}" is no day. Write one such as 2026-10-31.`);
  }
  if (asked.to < asked.from) {
    throw new CliError(
      "period_invalid",
      `The period ends on ${asked.to}, before it begins on ${asked.from}: there is nothing in it.`,
    );
  }
  if (asked.to >= today && !allowOpen) {
    throw new CliError(
      "period_invalid",
      `${period ?? `${asked.from} to ${asked.to}`} isn't over (today is ${today}), so its numbers still move. Take one that is, such as --period ${monthStart(today, -1).slice(0, 7)}, or add --allow-open.`,
    );
  }
  return asked;
}

function named(period: string): Period {
  const parts = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(period);
  if (!parts?.[1]) {
    throw new CliError(
      "period_invalid",
      `"${period}" is no period. Write a month (2026-10), a quarter (2026-Q3) or a year (2026).`,
    );
  }
  const [, year, quarter, month] = parts;
  const first = quarter ? 3 * Number(quarter) - 2 : Number(month ?? 1);
  const months = quarter ? 3 : month ? 1 : 12;
  const from = `${year}-${String(first).padStart(2, "0")}-01`;
  return { from, to: dayBefore(monthStart(from, months)) };
}

/** First day of the month so many months after a day's own. */
function monthStart(day: string, months: number): string {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1 + months, 1)).toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  // 30 February is read as a day of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
