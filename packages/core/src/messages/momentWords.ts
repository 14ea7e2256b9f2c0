import { addDays } from "../civil.ts";
import type { FormatContext } from "../format.ts";
import { formatBucketLabel } from "../formatTime.ts";
import type { MomentKey } from "./areas/moment.ts";
import type { Translator } from "./messages.ts";

/**
 * A moment as people say it beside a list of recent things: `hoy 11:42`, `ayer 22:15`, `20 nov 05:20`; with its year when it isn't
 * this one. Takes a local date-time of the reporting zone (`2026-11-22T11:42:00.000`).
 * @param today ISO date in the same zone
 */
export function momentWords(
  local: string,
  today: string,
  context: Pick<FormatContext, "locale">,
  translate: Translator<MomentKey>,
): string {
  const date = local.slice(0, 10);
  const time = local.slice(11, 16);
  if (date === today) return translate("moment.today", { time });
  if (date === addDays(today, -1)) return translate("moment.yesterday", { time });
  const day = formatBucketLabel(date, "day", context, { short: date.slice(0, 4) === today.slice(0, 4) });
  return translate("moment.day", { day, time });
}
