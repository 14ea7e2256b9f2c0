import { formatValue, type Pack, type RestatedKpi } from "@northstar/core";
import { useState } from "react";
import { shownValue } from "../components/loadable.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { ErrorState } from "../components/states.tsx";
import { Section } from "./Section.tsx";
import { useReportChanges } from "./useReports.ts";
import type { ReportsInterface } from "./words.ts";

/** What of a review is another number today: asked when somebody wants to know. */
export function PackChanges({ ui, pack }: { ui: ReportsInterface; pack: Pack }) {
  const { t } = ui;
  const [isWanted, setWanted] = useState(false);
  const state = useReportChanges(pack.id, isWanted);
  const changes = state && shownValue(state)?.changes;
  return (
    <Section title={t("report.changes")}>
      {!isWanted && (
        <div className="ns-report-buttons">
          <button type="button" className="ns-button" onClick={() => setWanted(true)}>
            {t("report.look")}
          </button>
        </div>
      )}
      <div role="status">
        {state?.status === "loading" && <span className="ns-note">{t("report.looking")}</span>}
        {changes?.length === 0 && t("report.unchanged")}
      </div>
      {state?.status === "loading" && <RowsSkeleton rows={3} />}
      {state?.status === "error" && <ErrorState state={state} />}
      {changes && changes.length > 0 && (
        <ul className="ns-report-list">
          {changes.map((change) => (
            <li key={change.id}>{<Change ui={ui} pack={pack} change={change} />}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Change({ ui: { t, format }, pack, change }: { ui: ReportsInterface; pack: Pack; change: RestatedKpi }) {
  const unit = pack.snapshot.kpis.find(({ kpi }) => kpi.id === change.id)?.kpi.unit ?? "count";
  const words = (value: number | null) => formatValue(value, unit, format).full;
  return (
    <>
      <span>
        {change.title[format.locale]}: {t("report.was").toLowerCase()} <b>{words(change.was)}</b>
        {change.kind !== "gone" && (
          <>
            {" → "}
            {t("report.is").toLowerCase()} <b>{words(change.is)}</b>
          </>
        )}
      </span>
      <span className="ns-report-minor">
        {t(`report.why_${change.kind}`, { was: change.versionWas, is: change.versionIs ?? 0 })}
      </span>
    </>
  );
}
