import type { FormatContext } from "../format.ts";
import { formatBucketLabel } from "../formatTime.ts";
import { PACK_GRAIN } from "./packPeriod.ts";
import type { PackPeriod } from "./types.ts";

/** A review's period in words: `semana 46, 9–15 nov 2026`, `octubre de 2026`, `T3 2026`. */
export function packPeriodLabel({ kind, start }: PackPeriod, format: Pick<FormatContext, "locale">): string {
  return formatBucketLabel(start, PACK_GRAIN[kind], format);
}
