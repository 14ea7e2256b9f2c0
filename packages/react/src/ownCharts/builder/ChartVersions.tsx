import type { ChartSpec, SavedChartView } from "@northstar/core/own-charts";
import { useState } from "react";
import { shownValue } from "../../components/loadable.ts";
import { PartState } from "../../components/PartState.tsx";
import { RowsSkeleton } from "../../components/RowsSkeleton.tsx";
import { momentOf } from "../../hooks/momentOf.ts";
import { useNow } from "../../hooks/useNow.ts";
import type { ChartsInterface } from "../texts.ts";
import { useChartVersions } from "../useCharts.ts";

/** What a chart was before, to be had back; asked for when it is opened. */
export function ChartVersions(props: ChartVersionsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="ns-own-versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{props.ui.t("own_charts.versions")}</summary>
      {isOpen && <List {...props} />}
    </details>
  );
}

function List({ ui, chart, onRestore }: ChartVersionsProps) {
  const { t } = ui;
  const now = useNow();
  const state = useChartVersions(chart.id);
  const value = shownValue(state);
  if (!value) {
    return (
      <PartState state={state}>
        <RowsSkeleton rows={2} />
      </PartState>
    );
  }
  return (
    <ul>
      {value.versions.map(({ version, updatedAt, spec }) => (
        <li key={version}>
          {t("own_charts.version_of", { version, moment: momentOf(updatedAt, now, ui) })}{" "}
          {onRestore && version !== chart.version && (
            <button type="button" className="ns-link" onClick={() => onRestore(spec)}>
              {t("own_charts.restore")}
              <span className="ns-visually-hidden"> {version}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

interface ChartVersionsProps {
  ui: ChartsInterface;
  chart: SavedChartView;
  onRestore: ((spec: ChartSpec) => void) | null;
}
