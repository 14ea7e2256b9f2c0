import { type CatalogKpi, drillFilters, drillTexts, type KpiId, periodWords } from "@northstar/core";
import { useMemo } from "react";
import { Delta } from "../components/Delta.tsx";
import { Figure, FigureSkeleton } from "../components/Figure.tsx";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { Select } from "../components/Select.tsx";
import { DeniedState, ErrorState } from "../components/states.tsx";
import { useKpiName } from "../components/useKpiTitle.ts";
import type { KpiValue, Loadable } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { DrillChips } from "./DrillChips.tsx";
import type { DrillDialogProps } from "./DrillDialog.tsx";
import { DrillPlaces } from "./DrillPlaces.tsx";
import { Sheet } from "./Sheet.tsx";

/** A KPI's number with what is behind it: one breakdown at a time, and the rows. */
export function DrillPanel({ drill, onChange, onClose }: DrillDialogProps) {
  const { t } = useInterface();
  const { filters: chosen } = useNorthstar();
  const catalog = useCatalog();
  const title = useKpiName(drill.kpi);
  const filters = useMemo(() => drillFilters(chosen, drill), [chosen, drill]);
  const state = useKpi(drill.kpi as KpiId, { filters });
  const known = catalog.status === "ready" ? catalog.value : null;
  const kpi = known?.kpis.find(({ id }) => id === drill.kpi);
  const beside = known?.kpis.filter(({ id }) => drill.beside?.includes(id)) ?? [];
  return (
    // A link may name anything: what is no KPI is named as the link does.
    <Sheet
      title={title ?? (known ? drill.kpi : t("state.loading_unnamed"))}
      heading={beside.length > 1 && <KpiSwitch kpis={beside} drill={drill} onChange={onChange} />}
      size="large"
      onClose={onClose}
    >
      {() => (
        <div className="ns-drill">
          <Summary state={state} />
          {kpi && <DrillChips drill={drill} onChange={onChange} />}
          {kpi && <DrillPlaces kpi={kpi} drill={drill} filters={filters} onChange={onChange} />}
        </div>
      )}
    </Sheet>
  );
}

function Summary({ state }: { state: Loadable<KpiValue> }) {
  const { t, format } = useInterface();
  const value = shownValue(state);
  if (state.status === "denied") return <DeniedState state={state} />;
  if (state.status === "error" && value === null) return <ErrorState state={state} />;
  return (
    <div className="ns-drill-value">
      {value ? (
        <>
          <Figure value={value.current} unit={value.kpi.unit} />
          <Delta value={value} />
          <p className="ns-note">{periodWords(value.period, format, t)}</p>
        </>
      ) : (
        <FigureSkeleton />
      )}
    </div>
  );
}

/** The numbers of the tile that it was opened from, in the place of the dialog's title. */
function KpiSwitch({ kpis, drill, onChange }: KpiSwitchProps) {
  const { t, format } = useInterface(drillTexts);
  return (
    <div className="ns-drill-switch">
      <Select
        label={t("drill.number")}
        value={drill.kpi}
        options={kpis.map(({ id, title }) => ({ value: id, label: title[format.locale] }))}
        onChange={(kpi) => onChange({ ...drill, kpi })}
      />
    </div>
  );
}

interface KpiSwitchProps extends Pick<DrillDialogProps, "drill" | "onChange"> {
  kpis: readonly CatalogKpi[];
}
