import { type Ga4Table, ga4TableOf } from "../pipeline/ga4Day.ts";
import { addDays } from "./days.ts";

export interface Ga4TableName extends Ga4Table {
  /** `events_20260301`, `events_intraday_20260301`. */
  id: string;
}

/** GA4 rewrites a day for up to three days after it. */
const REWRITTEN_DAYS = 4;

/**
 * The tables of the export to look at, in the order of taking: daily ones by day, then intraday ones of days behind the newest daily one.
 * Of those that are in, the last four dates may have changed; of a range, all its days.
 * @param names tables of the dataset, of whatever kind
 * @param state `newest`: newest daily table that is in, `YYYYMMDD`
 */
export function tablesToTake(
  names: readonly string[],
  { newest, range }: { newest: string | null; range: { from: string; to: string } | null },
): Ga4TableName[] {
  const tables = names.flatMap((id) => {
    const table = ga4TableOf(`${id}.ndjson`);
    return table ? [{ id, ...table }] : [];
  });
  const daily = tables.filter((table) => !table.intraday).sort(byDay);
  const lastDay = daily.at(-1)?.day ?? "";
  const intraday = tables.filter((table) => table.intraday && table.day > lastDay).sort(byDay);
  const all = [...daily, ...intraday];
  if (range) {
    const [from, to] = [range.from.replaceAll("-", ""), range.to.replaceAll("-", "")];
    return all.filter(({ day }) => day >= from && day <= to);
  }
  if (newest === null) return all;
  const iso = `${newest.slice(0, 4)}-${newest.slice(4, 6)}-${newest.slice(6)}`;
  const since = addDays(iso, 1 - REWRITTEN_DAYS).replaceAll("-", "");
  return all.filter(({ day }) => day >= since);
}

function byDay(a: Ga4Table, b: Ga4Table): number {
  return a.day < b.day ? -1 : a.day > b.day ? 1 : 0;
}
