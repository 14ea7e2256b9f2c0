import {
  type DateRange,
  dimensionTitle,
  dimensionValueWords,
  type ExportKey,
  exportTexts,
  formatInstant,
  joinTexts,
  periodWords,
  resolvePeriod,
  type Translator,
  type ValueKey,
  valueTexts,
} from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import type { TileTable } from "../components/tileTable.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { usePermissions } from "../hooks/usePermissions.ts";
import { useNorthstarContext } from "../provider/context.ts";

const TEXTS = joinTexts(exportTexts, valueTexts);

/** What has to go along with numbers that leave the page: their period, what they are filtered by, how old they are. */
export function useExportWords(): (table: TileTable) => ExportWords {
  const { t, format } = useInterface(TEXTS);
  const { filters, now, timeZone } = useNorthstar();
  const { clock } = useNorthstarContext().client;
  const catalog = useCatalog();
  const permissions = usePermissions();
  const known = catalog.status === "ready" ? catalog.value : null;
  const locked = permissions.status === "ready" ? permissions.value.lockedFilters : {};
  return (table) => {
    const chosen = resolvePeriod(filters.period, { now: now(), timeZone });
    const period: DateRange = table.period ?? [chosen.start, chosen.end];
    const isChosen = period[0] === chosen.start && period[1] === chosen.end;
    const cuts = Object.entries({ ...filters.values, ...locked }).filter(([, values]) => values.length > 0);
    const words = cuts.map(([name, values]) => {
      const title = dimensionTitle(name, known, format.locale);
      return `${title}: ${values.map((value) => dimensionValueWords(name, value, t, format.locale)).join(", ")}`;
    });
    const watermark = table.freshness?.watermark ?? null;
    return {
      period,
      title: table.title,
      lines: [
        periodWords(isChosen ? chosen : { ...WHOLE, start: period[0], end: period[1] }, format, t),
        filterLine(words, t),
        ...(watermark === null ? [] : [t("export.until", { time: formatInstant(watermark, format) })]),
        t("export.made", { time: formatInstant(clock.read(), format) }),
      ],
    };
  };
}

const WHOLE = { partial: false, elapsedDays: 0, totalDays: 0 };

function filterLine(words: readonly string[], t: Translator<ExportKey | ValueKey>): string {
  return words.length === 0 ? t("export.no_filters") : t("export.filters", { filters: words.join("; ") });
}

export interface ExportWords {
  title: string;
  period: DateRange;
  /** Period, filters, watermark, time of the export: one sentence each. */
  lines: readonly string[];
}
