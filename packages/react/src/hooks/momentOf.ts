import { type MomentKey, momentWords, wallClock } from "@northstar/core";
import type { Interface } from "../components/interface.ts";

/** A moment in the reporting zone: `hoy 09:42`. */
export function momentOf(iso: string, now: Date, { t, format }: Interface<MomentKey>): string {
  const { date, hour, minute } = wallClock(new Date(iso), format.timeZone);
  const two = (value: number) => String(value).padStart(2, "0");
  const today = wallClock(now, format.timeZone).date;
  return momentWords(`${date}T${two(hour)}:${two(minute)}`, today, format, t);
}
