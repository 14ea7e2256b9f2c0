import type { PackSchedule, PackScheduleInput, PackScheduleRun, PackSchedules } from "@northstar/core";
import { useState } from "react";
import { errorWords } from "../../components/errorWords.ts";
import { RowsSkeleton } from "../../components/RowsSkeleton.tsx";
import { EmptyState } from "../../components/states.tsx";
import { Tile } from "../../components/Tile.tsx";
import { momentOf } from "../../hooks/momentOf.ts";
import { useNow } from "../../hooks/useNow.ts";
import { useReportAction, useReportSchedules } from "../useReports.ts";
import type { ReportsInterface } from "../words.ts";
import { inputOf, ScheduleForm } from "./ScheduleForm.tsx";

/** Reviews that go out by themselves: when, to whom, what became of the last ones. */
export function SchedulesPanel({ ui, onOpen }: SchedulesPanelProps) {
  const { t } = ui;
  const state = useReportSchedules();
  /** Id of the one that is edited, "" for a new one. */
  const [edited, setEdited] = useState<string | null>(null);
  if (state.status === "error" && state.error.code === "reports_unavailable") {
    return <p className="ns-note">{t("schedule.unavailable")}</p>;
  }
  return (
    <Tile className="ns-kpi" title={t("schedule.title")} state={state} skeleton={<RowsSkeleton rows={3} />}>
      {(known) => (
        <div className="ns-report-part ns-report-schedules">
          {known.schedules.length === 0 ? (
            <EmptyState title={t("schedule.none")} detail={t("schedule.subtitle")} />
          ) : (
            <p className="ns-note">{t("schedule.subtitle")}</p>
          )}
          <ul className="ns-report-list">
            {known.schedules.map((schedule) => (
              <li key={schedule.id}>
                <Schedule
                  ui={ui}
                  schedule={schedule}
                  known={known}
                  onOpen={onOpen}
                  onEdit={() => setEdited(schedule.id)}
                />
                {edited === schedule.id && (
                  <ScheduleForm ui={ui} known={known} schedule={schedule} onDone={() => setEdited(null)} />
                )}
              </li>
            ))}
          </ul>
          {known.directory.length === 0 && <p className="ns-note">{t("schedule.no_directory")}</p>}
          {known.directory.length > 0 && edited !== "" && (
            <button type="button" className="ns-button ns-report-back" onClick={() => setEdited("")}>
              {t("schedule.add")}
            </button>
          )}
          {edited === "" && <ScheduleForm ui={ui} known={known} schedule={null} onDone={() => setEdited(null)} />}
        </div>
      )}
    </Tile>
  );
}

interface SchedulesPanelProps {
  ui: ReportsInterface;
  /** Opens a review. */
  onOpen: (pack: string) => void;
}

function Schedule({ ui, schedule, known, onOpen, onEdit }: ScheduleProps) {
  const { t } = ui;
  const now = useNow();
  const { isBusy, error, send } = useReportAction();
  const { id, title, version, kind, enabled, next, roles, updatedBy, recipients, runs } = schedule;
  const names = recipients.map((one) => nameOf(one, known)).join(", ");
  const button = (action: string, onClick: () => void) => (
    <button
      type="button"
      className="ns-button"
      disabled={isBusy}
      aria-label={t("schedule.named", { action, title })}
      onClick={onClick}
    >
      {action}
    </button>
  );
  const change = (own: Partial<PackScheduleInput>) =>
    void send<PackSchedule>(`/schedules/${id}`, "version", {
      schedule: { ...inputOf(schedule), ...own },
      basedOn: version,
    });
  return (
    <div className="ns-report-said ns-report-schedule">
      <strong>{title}</strong>
      <span className="ns-report-minor">
        {[
          t(`report.${kind}`),
          next ? t("schedule.next", { period: next.period, time: momentOf(next.at, now, ui) }) : t("schedule.paused"),
          t("schedule.to", { names }),
          t("schedule.by", { roles: roles.join(", "), by: updatedBy }),
        ].join(" · ")}
      </span>
      <div className="ns-report-buttons">
        {button(t("schedule.edit"), onEdit)}
        {button(t(enabled ? "schedule.pause" : "schedule.resume"), () => change({ enabled: !enabled }))}
        {button(t("schedule.run"), () => void send<PackSchedule>(`/schedules/${id}/run`, "version", {}))}
        {button(
          t("schedule.remove"),
          () => void send<{ removed: true }>(`/schedules/${id}/remove`, "removed", { basedOn: version }),
        )}
      </div>
      <p role="status" className={error ? "ns-form-error" : "ns-note"}>
        {isBusy && t("schedule.running")}
        {!isBusy && error && t("schedule.failed", { why: errorWords(error, t) })}
      </p>
      <span className="ns-report-minor">{t(runs.length === 0 ? "schedule.no_runs" : "schedule.runs")}</span>
      {runs.length > 0 && (
        <ul className="ns-report-list">
          {runs.map((run) => (
            <li key={run.period}>
              {run.pack === null ? (
                <span>{run.period}</span>
              ) : (
                <button type="button" className="ns-link" onClick={() => run.pack !== null && onOpen(run.pack)}>
                  {t("report.open_named", { name: run.period })}
                </button>
              )}
              <span className="ns-report-minor">
                {[t(`schedule.run_${run.status}`), momentOf(run.at, now, ui), ...wordsOf(run, known, ui)].join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ScheduleProps extends SchedulesPanelProps {
  schedule: PackSchedule;
  known: PackSchedules;
  onEdit: () => void;
}

/** Who is gone from the operator's file goes by their id. */
function nameOf({ channel, id }: { channel: string; id: string }, { directory }: PackSchedules): string {
  return directory.find((one) => one.channel === channel && one.id === id)?.title ?? id;
}

function wordsOf(
  { problem, isOver, status, deliveries }: PackScheduleRun,
  known: PackSchedules,
  { t }: ReportsInterface,
) {
  return [
    ...(problem === null ? [] : [problem]),
    ...(status === "failed" && !isOver ? [t("schedule.run_again")] : []),
    ...deliveries.map((one) => `${nameOf(one, known)}: ${t(`schedule.delivery_${one.status}`)}`),
  ];
}
