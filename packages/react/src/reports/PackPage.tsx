import { exceptionsOf, type FormatContext, formatInstant, type Pack, packPeriodLabel } from "@northstar/core";
import { useMemo } from "react";
import { LineChart } from "../charts/LineChart.tsx";
import { shownValue } from "../components/loadable.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { ErrorState } from "../components/states.tsx";
import { Narrative } from "./Narrative.tsx";
import { PackActions } from "./PackActions.tsx";
import { PackChanges } from "./PackChanges.tsx";
import { PackComments } from "./PackComments.tsx";
import { PackFiles } from "./PackFiles.tsx";
import { PackNumbers } from "./PackNumbers.tsx";
import { Section } from "./Section.tsx";
import { useReport } from "./useReports.ts";
import type { ReportsInterface } from "./words.ts";

/** A review: what needs a word first, then everything. */
export function PackPage({ ui: given, id, onBack }: { ui: ReportsInterface; id: string; onBack: () => void }) {
  const state = useReport(id);
  const pack = shownValue(state);
  const ui = useOwnFormat(given, pack);
  const { t, format } = ui;
  return (
    <div className="ns-view">
      <button type="button" className="ns-link ns-report-back" onClick={onBack}>
        {t("report.back")}
      </button>
      {state.status === "error" && pack === null && (
        <article className="ns-card">
          <ErrorState state={state} />
        </article>
      )}
      {state.status === "loading" && <RowsSkeleton rows={12} />}
      {pack && (
        <>
          <header className="ns-view-header">
            <div className="ns-view-heading">
              <h2 className="ns-view-title">
                {t(`report.${pack.period.kind}`)} · {packPeriodLabel(pack.period, format)}
              </h2>
              <p className="ns-view-subtitle">{linesOf(pack, ui).join(" · ")}</p>
            </div>
            <PackFiles ui={ui} pack={pack} />
          </header>
          <Narrative ui={ui} pack={pack} />
          <Exceptions ui={ui} pack={pack} />
          <Section title={t("report.numbers")}>
            <PackNumbers ui={ui} kpis={pack.snapshot.kpis} title={t("report.numbers")} />
          </Section>
          <Charts ui={ui} pack={pack} />
          <PackActions ui={ui} pack={pack} />
          <PackComments ui={ui} pack={pack} />
          <PackChanges ui={ui} pack={pack} />
        </>
      )}
    </div>
  );
}

/** Numbers of a pack are in its own currency and zone, whatever the model says today. */
function useOwnFormat(ui: ReportsInterface, pack: Pack | null): ReportsInterface {
  const currency = pack?.snapshot.currency ?? ui.format.currency;
  const timeZone = pack?.snapshot.timeZone ?? ui.format.timeZone;
  return useMemo(() => {
    const format: FormatContext = { ...ui.format, currency, timeZone };
    return { ...ui, format };
  }, [ui, currency, timeZone]);
}

function linesOf({ madeAt, madeBy, roles, snapshot, hidden }: Pack, { t, format }: ReportsInterface): string[] {
  const cuts = (filters: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(filters)
      .filter(([, chosen]) => chosen.length > 0)
      .map(([name, chosen]) => `${name}: ${chosen.join(", ")}`)
      .join("; ");
  const chosen = cuts(snapshot.values);
  const rows = cuts(snapshot.access.filters);
  return [
    t("report.made", { time: formatInstant(madeAt, format), by: madeBy, roles: roles.join(", ") }),
    ...(chosen === "" ? [] : [t("report.filters", { filters: chosen })]),
    ...(rows === "" ? [] : [t("report.rows", { filters: rows })]),
    ...(snapshot.sample ? [t("report.sample")] : []),
    ...(hidden === 0 ? [] : [t.plural("report.hidden", hidden)]),
  ];
}

function Exceptions({ ui, pack }: { ui: ReportsInterface; pack: Pack }) {
  const { t } = ui;
  const found = exceptionsOf(pack.snapshot.kpis);
  const reasons = new Map(found.map(({ entry, reason }) => [entry.kpi.id, reason]));
  return (
    <Section title={t("report.exceptions")}>
      {found.length === 0 ? (
        <p>{t("report.no_exceptions")}</p>
      ) : (
        <PackNumbers ui={ui} kpis={found.map(({ entry }) => entry)} title={t("report.exceptions")} reasons={reasons} />
      )}
    </Section>
  );
}

function Charts({ ui, pack }: { ui: ReportsInterface; pack: Pack }) {
  const { t, format } = ui;
  const drawn = pack.snapshot.kpis.filter(({ series }) => series.points.some(({ value }) => value !== null));
  return (
    <Section title={t("report.charts")}>
      <div className="ns-report-charts">
        {drawn.map(({ kpi, series }) => (
          <figure key={kpi.id} className="ns-report-chart">
            <figcaption>{kpi.title[format.locale]}</figcaption>
            <LineChart
              title={kpi.title[format.locale]}
              unit={kpi.unit}
              granularity={series.granularity}
              height={140}
              {...(kpi.target !== undefined && kpi.grain === series.granularity && { target: kpi.target })}
              series={[
                {
                  id: kpi.id,
                  title: kpi.title[format.locale],
                  points: series.points.map((point) => ({ ...point, partial: false })),
                },
              ]}
            />
          </figure>
        ))}
      </div>
    </Section>
  );
}
