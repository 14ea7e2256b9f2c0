import { dimensionTitle, drillTexts, type KpiId, periodWords } from "@northstar/core";
import { useState } from "react";
import { Delta } from "../components/Delta.tsx";
import { Figure, FigureSkeleton } from "../components/Figure.tsx";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { EmptyState, ErrorState } from "../components/states.tsx";
import { useKpiName } from "../components/useKpiTitle.ts";
import type { Filters } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { DrillBreakdown } from "./DrillBreakdown.tsx";
import { DrillRows } from "./DrillRows.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { Sheet } from "./Sheet.tsx";

/** Stands among the dimensions for the rows themselves; no dimension has this name. */
const ROWS = "*";

/** A KPI's number with what is behind it: one breakdown at a time, and the rows. */
export function DrillPanel({ kpi: id, filters, onClose }: DrillPanelProps) {
  const { t, format } = useInterface(drillTexts);
  const catalog = useCatalog();
  const title = useKpiName(id);
  const state = useKpi(id, filters && { filters });
  const [chosen, setChosen] = useState<string | null>(null);
  const known = catalog.status === "ready" ? catalog.value : null;
  const kpi = known?.kpis.find((candidate) => candidate.id === id);
  const value = shownValue(state);
  const places = [...(kpi?.dimensions ?? []), ...(kpi?.drill?.length ? [ROWS] : [])];
  const place = chosen !== null && places.includes(chosen) ? chosen : (places[0] ?? null);
  return (
    <Sheet title={title ?? id} size="large" onClose={onClose}>
      {() => (
        <div className="ns-drill">
          <div className="ns-drill-value">
            {value ? (
              <>
                <Figure value={value.current} unit={value.kpi.unit} />
                <Delta value={value} />
                <p className="ns-note">{periodWords(value.period, format, t)}</p>
              </>
            ) : state.status === "error" ? (
              <ErrorState state={state} />
            ) : (
              <FigureSkeleton />
            )}
          </div>
          <FilterChips />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's */}
          <div className="ns-drill-places" role="group" aria-label={t("drill.by")}>
            {places.map((name) => (
              <button
                key={name}
                type="button"
                className="ns-drill-place"
                aria-pressed={name === place}
                onClick={() => setChosen(name)}
              >
                {name === ROWS ? t("drill.rows") : dimensionTitle(name, known, format.locale)}
              </button>
            ))}
          </div>
          {place === null || !kpi ? (
            <EmptyState title={t("drill.none")} detail={t("drill.none_detail")} />
          ) : place === ROWS ? (
            <DrillRows kpi={kpi} filters={filters} />
          ) : (
            <DrillBreakdown key={place} kpi={kpi} dimension={place} filters={filters} />
          )}
        </div>
      )}
    </Sheet>
  );
}

interface DrillPanelProps {
  kpi: KpiId;
  filters: Filters | undefined;
  onClose: () => void;
}
