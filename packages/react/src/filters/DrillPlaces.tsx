import {
  type CatalogKpi,
  DRILL_ROWS,
  type DrillState,
  dimensionTitle,
  drillTexts,
  type ResolvedFilters,
  withValues,
} from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { EmptyState } from "../components/states.tsx";
import { useCatalog } from "../hooks/useCatalog.ts";
import { DrillBreakdown } from "./DrillBreakdown.tsx";
import { DrillRows } from "./DrillRows.tsx";

/** The breakdowns that the role sees of a KPI, and its rows: one of them at a time. */
export function DrillPlaces({ kpi, drill, filters, onChange }: DrillPlacesProps) {
  const { t, format } = useInterface(drillTexts);
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const hasRows = (kpi.drill?.length ?? 0) > 0;
  const places = [...(kpi.dimensions ?? []), ...(hasRows ? [DRILL_ROWS] : [])];
  const place = drill.by !== undefined && places.includes(drill.by) ? drill.by : places[0];
  if (place === undefined) return <EmptyState title={t("drill.none")} detail={t("drill.none_detail")} />;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's */}
      <div className="ns-drill-places" role="group" aria-label={t("drill.by")}>
        {places.map((name) => (
          <button
            key={name}
            type="button"
            className="ns-drill-place"
            aria-pressed={name === place}
            onClick={() => onChange({ ...drill, by: name })}
          >
            {name === DRILL_ROWS ? t("drill.rows") : dimensionTitle(name, known, format.locale)}
          </button>
        ))}
      </div>
      {place === DRILL_ROWS ? (
        <DrillRows kpi={kpi} filters={filters} />
      ) : (
        <DrillBreakdown
          key={place}
          kpi={kpi}
          dimension={place}
          filters={filters}
          own={drill.values?.[place]}
          onOwnChange={(values) => onChange({ ...drill, values: withValues(drill.values ?? {}, place, values) })}
          onRows={
            hasRows
              ? (value) =>
                  onChange({ ...drill, by: DRILL_ROWS, values: withValues(drill.values ?? {}, place, [value]) })
              : undefined
          }
        />
      )}
    </>
  );
}

interface DrillPlacesProps {
  kpi: CatalogKpi;
  drill: DrillState;
  /** All that cut its numbers and rows. */
  filters: ResolvedFilters;
  onChange: (next: DrillState) => void;
}
