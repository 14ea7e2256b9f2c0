import { fileName } from "@northstar/core";
import { type ChartSpec, readChartFile, type SavedChartView, writeChartFile } from "@northstar/core/own-charts";
import { useMemo, useState } from "react";
import { useInterface } from "../../components/interface.ts";
import { shownValue } from "../../components/loadable.ts";
import { RowsSkeleton } from "../../components/RowsSkeleton.tsx";
import { EmptyState } from "../../components/states.tsx";
import { Tile } from "../../components/Tile.tsx";
import { saveFile } from "../../export/saveFile.ts";
import { useCatalog } from "../../hooks/useCatalog.ts";
import { useNow } from "../../hooks/useNow.ts";
import { DataTable } from "../../table/DataTable.tsx";
import { TEXTS } from "../texts.ts";
import { useChartActions } from "../useChartActions.ts";
import { useCharts } from "../useCharts.ts";
import { ChartEditor } from "./ChartEditor.tsx";
import { ChartSaid } from "./ChartSaid.tsx";
import { chartColumns } from "./chartColumns.tsx";

/** What is open: a chart that there is, or a new one with what it begins with. `key` is another for each time something is opened. */
interface Opened {
  key: number;
  id: string | null;
  start: ChartSpec | null;
}

const NONE: readonly SavedChartView[] = [];

/** All charts in a table, and one of them open. */
export function BuilderPage({ chart: given }: { chart: string | undefined }) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const now = useNow();
  const state = useCharts();
  const catalog = useCatalog();
  const actions = useChartActions();
  const [opened, setOpened] = useState<Opened | null>(given === undefined ? null : { key: 0, id: given, start: null });
  const [fault, setFault] = useState<string | null>(null);
  const value = shownValue(state);
  const charts = value?.charts ?? NONE;
  const mayWrite = value?.mayWrite === true;
  const { clear } = actions;
  const columns = useMemo(
    () =>
      chartColumns(ui, now, (id) => {
        clear();
        setFault(null);
        setOpened((before) => ({ key: (before?.key ?? 0) + 1, id, start: null }));
      }),
    [ui, now, clear],
  );
  const open = (id: string | null, start: ChartSpec | null) => {
    clear();
    setFault(null);
    setOpened({ key: (opened?.key ?? 0) + 1, id, start });
  };
  const read = async (file: File | undefined) => {
    if (!file) return;
    const outcome = readChartFile(await file.text());
    if ("spec" in outcome) return open(null, outcome.spec);
    const [first] = outcome.faults;
    setFault(t("own_charts.import_failed", { path: first?.path ?? "", message: first?.message[format.locale] ?? "" }));
  };
  const base = charts.find(({ id }) => id === opened?.id) ?? null;
  // What is open stays open, with what was typed, when it goes meanwhile.
  const [seen, setSeen] = useState<SavedChartView | null>(null);
  if (base && base !== seen) setSeen(base);
  const isOpen = opened !== null && (opened.id === null || base !== null || seen?.id === opened.id);

  if (isOpen && catalog.status === "ready" && value) {
    return (
      <ChartEditor
        key={opened.key}
        ui={ui}
        base={base ?? (opened.id === null ? null : seen)}
        current={base}
        start={opened.start}
        catalog={catalog.value}
        mayWrite={mayWrite}
        actions={actions}
        onSaved={({ id }) => setOpened({ ...opened, id })}
        onCopy={(spec) => open(null, { ...spec, title: t("own_charts.copy_of", { title: spec.title }).slice(0, 120) })}
        onExport={(spec) =>
          saveFile(fileName(spec.title, [], "json"), new Blob([writeChartFile(spec)], { type: "application/json" }))
        }
        onLeave={() => setOpened(null)}
      />
    );
  }
  const isUnavailable = state.status === "error" && state.error.code === "charts_unavailable";
  const { state: last } = actions;
  return (
    <div className="ns-view">
      <header className="ns-view-header">
        <div className="ns-view-heading">
          <h2 className="ns-view-title">{t("own_charts.title")}</h2>
          <p className="ns-view-subtitle">
            {charts.length > 0 && t.plural("own_charts.subtitle", charts.length)}{" "}
            {value && !mayWrite && t("own_charts.read_only")}
          </p>
        </div>
        {mayWrite && (
          <div className="ns-own-tools">
            <label className="ns-button ns-own-file">
              {t("own_charts.import")}
              <input
                type="file"
                accept=".json,application/json"
                onChange={(event) => {
                  void read(event.target.files?.[0]);
                  // The same file may be chosen again.
                  event.target.value = "";
                }}
              />
            </label>
            <button type="button" className="ns-button" data-variant="primary" onClick={() => open(null, null)}>
              {t("own_charts.new")}
            </button>
          </div>
        )}
      </header>
      {fault !== null && (
        <div className="ns-own-said" role="alert" data-status="failed">
          {fault}
        </div>
      )}
      <ChartSaid ui={ui} state={last.status === "deleted" || last.status === "failed" ? last : { status: "idle" }}>
        {last.status === "deleted" && (
          <button
            type="button"
            className="ns-link"
            onClick={async () => {
              const { id, spec, sharedWith } = last.chart;
              if (await actions.save({ id, spec, sharedWith }, null)) actions.clear();
            }}
          >
            {t("own_charts.undo")}
          </button>
        )}
      </ChartSaid>
      {isUnavailable ? (
        <article className="ns-card">
          <EmptyState title={t("own_charts.unavailable")} detail={t("own_charts.unavailable_detail")} />
        </article>
      ) : (
        <Tile className="ns-kpi" title={t("own_charts.list")} state={state} skeleton={<RowsSkeleton rows={8} />}>
          {({ charts: all }) => (
            <DataTable
              title={t("own_charts.list")}
              rows={all}
              columns={columns}
              rowKey={({ id }) => id}
              empty={{
                title: t("own_charts.empty"),
                detail: t(mayWrite ? "own_charts.empty_write" : "own_charts.empty_read"),
              }}
            />
          )}
        </Tile>
      )}
    </div>
  );
}
