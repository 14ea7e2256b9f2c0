import { type AlertsKey, alertsTexts, formatPeriodLabel, formatValue } from "@northstar/core";
import { DrillName } from "../filters/DrillName.tsx";
import type { TileDrill } from "../filters/tileDrill.ts";
import type { KpiAlert, KpiFreshness, Loadable } from "../hooks/types.ts";
import { AlertsSkeleton } from "./AlertsSkeleton.tsx";
import { LateBadge } from "./FreshnessMark.tsx";
import { type Interface, useInterface } from "./interface.ts";
import { EmptyState } from "./states.tsx";
import { Tile } from "./Tile.tsx";
import type { TileTable } from "./tileTable.ts";
import { Why } from "./Why.tsx";
import type { WhySubject } from "./why/whySubject.ts";

/** KPIs beyond a limit, red first: drawn from a state. */
export function AlertTilesView({ state: given, hasWatched = true, drill }: AlertTilesViewProps) {
  const ui = useInterface(alertsTexts);
  const { t, format } = ui;
  // An empty list behind an error is no good news: what failed may be beyond its limit.
  const isUnknown = given.status === "error" && given.stale?.length === 0;
  const state: typeof given = isUnknown ? { ...given, stale: null } : given;
  return (
    <Tile
      className="ns-alerts"
      title={t("alerts.title")}
      state={state}
      badges={(alerts) => {
        const late = lateOf(alerts);
        return late && <LateBadge freshness={late} />;
      }}
      tools={(alerts) => {
        const red = alerts.filter(({ level }) => level === "red").length;
        const amber = alerts.length - red;
        return (
          <>
            {red > 0 && (
              <span className="ns-badge" data-tone="bad">
                {t.plural("alerts.red", red)}
              </span>
            )}
            {amber > 0 && (
              <span className="ns-badge" data-tone="warn">
                {t.plural("alerts.amber", amber)}
              </span>
            )}
            {alerts.length > 0 && <Why value={alerts.map(whyOf)} title={t("alerts.title")} />}
          </>
        );
      }}
      table={(alerts) => alertTable(alerts, ui)}
      skeleton={<AlertsSkeleton />}
    >
      {(alerts) =>
        alerts.length === 0 ? (
          <EmptyState
            title={t(hasWatched ? "alerts.empty" : "alerts.unwatched")}
            detail={t(hasWatched ? "alerts.empty_detail" : "alerts.unwatched_detail")}
          />
        ) : (
          <ul>
            {alerts.map(({ kpi, level, value, threshold, period }) => (
              <li key={kpi.id} className="ns-alert" data-level={level}>
                <span className="ns-alert-title">
                  <span className="ns-visually-hidden">{t(level === "red" ? "alerts.red" : "alerts.amber")}: </span>
                  <DrillName
                    drill={drill}
                    kpi={kpi.id}
                    name={kpi.title[format.locale]}
                    start={{ filters: { period: { start: period[0], end: period[1] } } }}
                  />
                </span>
                <span className="ns-alert-value">{formatValue(value, kpi.unit, format).full}</span>
                <span className="ns-alert-detail">
                  {t("alerts.detail", {
                    threshold: formatValue(threshold, kpi.unit, format).full,
                    period: formatPeriodLabel({ start: period[0], end: period[1] }, format),
                  })}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Tile>
  );
}

/** Values in words: each alert's are in the unit of its own KPI. */
function alertTable(alerts: readonly KpiAlert[], { t, format }: Interface<AlertsKey>): TileTable | null {
  if (alerts.length === 0) return null;
  return {
    title: t("alerts.title"),
    columns: [
      { id: "kpi", title: t("alerts.kpi") },
      { id: "level", title: t("alerts.level") },
      { id: "value", title: t("chart.value") },
      { id: "threshold", title: t("alerts.threshold") },
      { id: "period", title: t("chart.period") },
    ],
    rows: alerts.map(({ kpi, level, value, threshold, period }) => [
      kpi.title[format.locale],
      t(level === "red" ? "alerts.red" : "alerts.amber"),
      formatValue(value, kpi.unit, format).full,
      formatValue(threshold, kpi.unit, format).full,
      formatPeriodLabel({ start: period[0], end: period[1] }, format),
    ]),
  };
}

/** An alert may be there, or not yet, because a source is late: all that are named, with the longest lag. */
function lateOf(alerts: readonly KpiAlert[]): KpiFreshness | null {
  const late = alerts.map(({ freshness }) => freshness).filter(({ status }) => status === "late" || status === "never");
  const [first, ...others] = late.sort((one, other) => (other.lagSeconds ?? Infinity) - (one.lagSeconds ?? Infinity));
  if (!first) return null;
  return { ...first, lateSources: [...new Set([first, ...others].flatMap(({ lateSources }) => lateSources))] };
}

/** Without the period: an alert's value is of one, and its question was about others too. */
function whyOf({ kpi, freshness, ignoredFilters, origin }: KpiAlert): WhySubject {
  return { kpi, freshness, ignoredFilters, origin };
}

export interface AlertTilesViewProps {
  state: Loadable<readonly KpiAlert[]>;
  /** Whether the reader sees any KPI with a limit. @default true */
  hasWatched?: boolean;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
