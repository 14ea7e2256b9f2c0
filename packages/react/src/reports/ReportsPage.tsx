import { PACK_KINDS, type PackSummary, packPeriodLabel } from "@northstar/core";
import { lazy, Suspense, useId, useMemo, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { EmptyState } from "../components/states.tsx";
import { Tile } from "../components/Tile.tsx";
import { momentOf } from "../hooks/momentOf.ts";
import { useNow } from "../hooks/useNow.ts";
import { usePermissions } from "../hooks/usePermissions.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { MakeReport } from "./MakeReport.tsx";
import { PackPage } from "./PackPage.tsx";
import { useReports } from "./useReports.ts";
import { type ReportsInterface, TEXTS } from "./words.ts";

// Apart: few schedule.
const Schedules = lazy(() =>
  import("./schedules/SchedulesPanel.tsx").then((module) => ({ default: module.SchedulesPanel })),
);

/** The list of reviews, or the one that is open. */
export function ReportsPage({ pack: given, onPackChange }: ReportsPageProps) {
  const ui = useInterface(TEXTS);
  const [own, setOwn] = useState<string | null>(null);
  const pack = given === undefined ? own : given;
  const open = (id: string | null) => {
    setOwn(id);
    onPackChange?.(id);
  };
  return pack === null ? <List ui={ui} onOpen={open} /> : <PackPage ui={ui} id={pack} onBack={() => open(null)} />;
}

function List({ ui, onOpen }: { ui: ReportsInterface; onOpen: (id: string) => void }) {
  const { t } = ui;
  const now = useNow();
  const state = useReports();
  const columns = useMemo(() => columnsOf(ui, now), [ui, now]);
  const panel = useId();
  const [isScheduling, setScheduling] = useState(false);
  const permissions = usePermissions();
  const isUnavailable = state.status === "error" && state.error.code === "reports_unavailable";
  const maySchedule = !isUnavailable && permissions.status === "ready" && permissions.value.can("export");
  return (
    <div className="ns-view">
      <header className="ns-view-header">
        <div className="ns-view-heading">
          <h2 className="ns-view-title">{t("report.title")}</h2>
          <p className="ns-view-subtitle">{t("report.subtitle")}</p>
        </div>
        {!isUnavailable && <MakeReport ui={ui} onMade={onOpen} />}
        {maySchedule && (
          <button
            type="button"
            className="ns-button ns-report-back"
            aria-expanded={isScheduling}
            aria-controls={panel}
            onClick={() => setScheduling(!isScheduling)}
          >
            {t("schedule.title")}
          </button>
        )}
      </header>
      <div id={panel} hidden={!isScheduling || !maySchedule}>
        {isScheduling && maySchedule && (
          <Suspense fallback={<RowsSkeleton rows={3} />}>
            <Schedules ui={ui} onOpen={onOpen} />
          </Suspense>
        )}
      </div>
      {isUnavailable ? (
        <article className="ns-card">
          <EmptyState title={t("report.unavailable")} detail={t("report.unavailable_detail")} />
        </article>
      ) : (
        <Tile className="ns-kpi" title={t("report.list")} state={state} skeleton={<RowsSkeleton rows={8} />}>
          {({ packs }) => (
            <DataTable
              title={t("report.list")}
              rows={packs}
              columns={columns}
              rowKey={({ id }: PackSummary) => id}
              open={{
                onOpen: ({ id }: PackSummary) => onOpen(id),
                label: (pack: PackSummary) => t("report.open_named", { name: nameOf(pack, ui) }),
              }}
              empty={{ title: t("report.none"), detail: t("report.none_detail") }}
            />
          )}
        </Tile>
      )}
    </div>
  );
}

const nameOf = ({ period }: PackSummary, { t, format }: ReportsInterface) =>
  `${t(`report.${period.kind}`)}, ${packPeriodLabel(period, format)}`;

function columnsOf(ui: ReportsInterface, now: Date): DataColumn<PackSummary>[] {
  const { t, format } = ui;
  return [
    {
      id: "period",
      title: t("report.period"),
      value: ({ period }) => period.start,
      cell: ({ period }) => packPeriodLabel(period, format),
      isLead: true,
    },
    {
      id: "kind",
      title: t("report.kind"),
      value: ({ period }) => PACK_KINDS.indexOf(period.kind),
      cell: ({ period }) => t(`report.${period.kind}`),
      align: "start",
    },
    {
      id: "made",
      title: t("report.made_column"),
      value: ({ madeAt }) => madeAt,
      cell: ({ madeAt }) => momentOf(madeAt, now, ui),
    },
    { id: "by", title: t("report.by_column"), value: ({ madeBy }) => madeBy },
    { id: "roles", title: t("report.roles_column"), value: ({ roles }) => roles.join(", ") },
  ];
}

interface ReportsPageProps {
  pack: string | null | undefined;
  onPackChange: ((pack: string | null) => void) | undefined;
}
