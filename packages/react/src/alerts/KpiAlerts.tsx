import {
  type AlertHistoryEntry,
  formatValue,
  type Granularity,
  joinTexts,
  type KpiMeta,
  limitBands,
  momentTexts,
} from "@northstar/core";
import { liveAlertsTexts } from "@northstar/core/live-alerts";
import { useEffect, useMemo, useState } from "react";
import type { ChartFiring } from "../charts/timeChartProps.ts";
import { type Interface, useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { momentOf } from "../hooks/momentOf.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNow } from "../hooks/useNow.ts";
import { KpiNotes } from "../suggestions/KpiNotes.tsx";
import { useKpiHistory } from "./useAlertHistory.ts";
import type { ChartAlerts } from "./useChartAlerts.tsx";

const TEXTS = joinTexts(liveAlertsTexts, momentTexts);

/** Finds out what a line shows of a KPI's alerts, and hands it on; shows nothing itself. */
export function KpiAlerts({ kpi, granularity, series, onKnown }: KpiAlertsProps) {
  const catalog = shownValue(useCatalog());
  const ui = useInterface(TEXTS);
  const [fired, setFired] = useState<readonly ChartFiring[]>([]);
  const [notes, setNotes] = useState<readonly ChartFiring[]>([]);
  const firings = useMemo(() => [...fired, ...notes], [fired, notes]);
  const bands = useMemo(() => bandsOf(kpi, granularity, ui), [kpi, granularity, ui]);
  useEffect(() => onKnown({ bands, firings }), [bands, firings, onKnown]);
  return (
    <>
      {catalog?.alerts && <Firings kpi={kpi.id} series={series} onKnown={setFired} />}
      {catalog?.suggestions && <KpiNotes kpi={kpi.id} granularity={granularity} series={series} onKnown={setNotes} />}
    </>
  );
}

function bandsOf(kpi: KpiMeta, granularity: Granularity, { t, format }: Words): ChartAlerts["bands"] {
  const side = kpi.polarity === "up" ? "below" : "above";
  return limitBands(kpi, granularity).map((band) => {
    const value = formatValue(kpi.thresholds?.[band.level] ?? null, kpi.unit, format).full;
    return { ...band, label: t(`live_alerts.${band.level}_${side}`, { value }) };
  });
}

/** Asks when alerts about a KPI fired. Where that can't be asked the line stands for itself. */
function Firings({ kpi, series, onKnown }: FiringsProps) {
  const ui = useInterface(TEXTS);
  const now = useNow();
  const entries = shownValue(useKpiHistory(kpi))?.entries;
  const day = now.toISOString().slice(0, 10);
  const firings = useMemo(
    () => (entries ?? []).flatMap((entry) => firingOf(entry, series, new Date(`${day}T12:00:00Z`), ui)),
    [entries, series, day, ui],
  );
  useEffect(() => onKnown(firings), [firings, onKnown]);
  return null;
}

function firingOf(
  { event, level, period, at, ruleTitle }: AlertHistoryEntry,
  series: string | undefined,
  now: Date,
  ui: Words,
): ChartFiring[] {
  if ((event !== "fired" && event !== "escalated") || level === null) return [];
  const { t, format } = ui;
  const values = { title: ruleTitle[format.locale], when: momentOf(at, now, ui) };
  const label = t(level === "red" ? "live_alerts.fired_red" : "live_alerts.fired_amber", values);
  return [{ start: period?.[0] ?? at.slice(0, 10), level, series, label }];
}

type Words = Interface<keyof typeof TEXTS.es>;

interface FiringsProps {
  kpi: string;
  series: string | undefined;
  onKnown(firings: readonly ChartFiring[]): void;
}

interface KpiAlertsProps extends Omit<FiringsProps, "kpi" | "onKnown"> {
  kpi: KpiMeta;
  granularity: Granularity;
  onKnown(known: ChartAlerts): void;
}
