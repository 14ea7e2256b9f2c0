import { type FormatContext, formatBucketLabel, wallClock } from "@northstar/core";

/** The day of an instant in the reporting zone: "22 nov 2026". */
export function dayWords(instant: Date, format: FormatContext): string {
  return formatBucketLabel(wallClock(instant, format.timeZone).date, "day", format);
}
