import { type KpiId, type KpiRow, PACK_KINDS } from "@northstar/core";
import { useMemo } from "react";
import { FreshnessMark, LateBadge } from "../components/FreshnessMark.tsx";
import { useInterface } from "../components/interface.ts";
import { together } from "../components/loadable.ts";
import { rowsTable } from "../components/operational/rowsTable.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { EmptyState } from "../components/states.tsx";
import { Tile } from "../components/Tile.tsx";
import { KpiNumber, KpiNumbersSkeleton } from "../components/technical/KpiNumber.tsx";
import type { KpiRowsValue, KpiValue, Loadable } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useKpiRows } from "../hooks/useKpiRows.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { type AdoptionInterface, TEXTS } from "./texts.ts";

const KPIS = ["reports_produced", "report_minutes", "report_time_saved", "review_packs"] as string[] as KpiId[];

/** Reports that were made in the chosen period, the time they took against what they took before, and how many were reviews from packs. */
export function ReportsTile() {
  const state = together({
    made: useKpi("reports_produced" as string as KpiId),
    minutes: useKpi("report_minutes" as string as KpiId),
    saved: useKpi("report_time_saved" as string as KpiId),
    packs: useKpi("review_packs" as string as KpiId),
    byKind: useKpiRows(KPIS, { by: ["report_kind"] }),
  });
  return <ReportsTileView state={state} />;
}

interface Reports {
  made: KpiValue;
  minutes: KpiValue;
  saved: KpiValue;
  packs: KpiValue;
  byKind: KpiRowsValue;
}

/** Reports drawn from a state. */
export function ReportsTileView({ state }: { state: Loadable<Reports> }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const columns = useMemo(() => makeColumns(ui), [ui]);
  const title = t("adoption.reports");
  const labels = [
    t("adoption.reports_made"),
    t("adoption.report_minutes"),
    t("adoption.time"),
    t("adoption.review_packs"),
  ] as const;
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={state}
      badges={({ byKind }) => <LateBadge freshness={byKind.freshness} />}
      tools={({ byKind }) => <FreshnessMark freshness={byKind.freshness} />}
      table={({ byKind }) =>
        rowsTable(
          byKind,
          rowsOf(byKind),
          { title, by: [{ name: "report_kind", title: t("adoption.kind"), words: (row) => kindWords(row, ui) }] },
          ui,
        )
      }
      skeleton={
        <>
          <KpiNumbersSkeleton labels={labels} look="regular" />
          <RowsSkeleton rows={4} />
        </>
      }
    >
      {({ made, minutes, saved, packs, byKind }) => (
        <>
          <div className="ns-numbers">
            {[made, minutes, saved, packs].map((value, index) => (
              <KpiNumber key={value.kpi.id} label={labels[index] ?? ""} value={value} />
            ))}
          </div>
          {rowsOf(byKind).length === 0 ? (
            <EmptyState title={t("adoption.no_reports")} detail={t("adoption.no_reports_detail")} />
          ) : (
            <DataTable
              title={title}
              rows={rowsOf(byKind)}
              columns={columns}
              rowKey={({ keys }) => keys.report_kind ?? ""}
              caption={t("adoption.reports_note")}
            />
          )}
        </>
      )}
    </Tile>
  );
}

/** Only kinds of which some were made, reviews first. */
function rowsOf({ rows }: KpiRowsValue): KpiRow[] {
  const kinds: readonly string[] = PACK_KINDS;
  const place = ({ keys }: KpiRow) => {
    const found = kinds.indexOf(keys.report_kind ?? "");
    return found < 0 ? kinds.length : found;
  };
  return rows
    .filter(({ keys, values }) => keys.report_kind !== null && values.reports_produced)
    .sort((one, other) => place(one) - place(other));
}

const KINDS = {
  wbr: "adoption.kind_wbr",
  mbr: "adoption.kind_mbr",
  qbr: "adoption.kind_qbr",
  export: "adoption.kind_export",
} as const;

function kindWords({ keys }: KpiRow, { t }: AdoptionInterface): string {
  const kind = keys.report_kind ?? "";
  return Object.hasOwn(KINDS, kind) ? t(KINDS[kind as keyof typeof KINDS]) : t("adoption.kind_other");
}

function makeColumns(ui: AdoptionInterface): DataColumn<KpiRow>[] {
  const { t } = ui;
  const value = (id: string) => (row: KpiRow) => row.values[id] ?? null;
  return [
    { id: "report_kind", title: t("adoption.kind"), value: (row) => kindWords(row, ui) },
    { id: "reports_produced", title: t("adoption.reports_made"), bar: true, value: value("reports_produced") },
    {
      id: "report_minutes",
      title: t("adoption.report_minutes"),
      unit: "minutes",
      polarity: "down",
      value: value("report_minutes"),
    },
    { id: "report_time_saved", title: t("adoption.time"), unit: "percent", value: value("report_time_saved") },
    { id: "review_packs", title: t("adoption.review_packs"), value: value("review_packs") },
  ];
}
