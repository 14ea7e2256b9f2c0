import { findKpi, type KpiId, type LocalizedText } from "@northstar/core";
import type { Loadable } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNorthstarContext } from "../provider/context.ts";

/** A KPI's name before its number: from the catalogue; its id when even the catalogue couldn't be had. */
export function useKpiTitle(id: KpiId, state: Loadable<unknown>): LocalizedText | undefined {
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const found = known && (findKpi(known.kpis, id) ?? findKpi(known.denied, id));
  return found?.kpi.title ?? (state.status === "error" ? { es: id, en: id } : undefined);
}

/** A KPI's name in the reader's language, as the catalogue has it; null without a KPI and before there is a catalogue. */
export function useKpiName(id: string | null): string | null {
  const { locale } = useNorthstarContext();
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const found = known && id !== null ? (findKpi(known.kpis, id) ?? findKpi(known.denied, id)) : null;
  return found?.kpi.title[locale] ?? null;
}
