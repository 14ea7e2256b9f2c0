import { formatBucketLabel, formatValue, type RetentionKey, retentionTexts } from "@northstar/core";
import { DrillName } from "../filters/DrillName.tsx";
import type { TileDrill } from "../filters/tileDrill.ts";
import type { KpiValue, Loadable } from "../hooks/types.ts";
import { FreshnessMark, LateBadge } from "./FreshnessMark.tsx";
import { type Interface, useInterface } from "./interface.ts";
import { LevelWords } from "./LevelWords.tsx";
import { NoValue } from "./NoValue.tsx";
import { NoteSkeleton } from "./RowsSkeleton.tsx";
import { Tile } from "./Tile.tsx";
import type { TileTable } from "./tileTable.ts";
import { Why } from "./Why.tsx";

/** Retention after so many days, each a small bar with its target: drawn from a state. */
export function RetentionCardView({ state, drill }: RetentionCardViewProps) {
  const ui = useInterface(retentionTexts);
  const { t, format } = ui;
  return (
    <Tile
      className="ns-kpi ns-retention"
      title={t("retention.title")}
      state={state}
      badges={(windows) => {
        const [first, ...others] = windows;
        const late = windows.find(({ value }) => value.freshness.status !== "fresh");
        return (
          <>
            {first && others.every(({ value }) => value.period.start === first.value.period.start) && (
              <CohortBadge value={first.value} />
            )}
            {late && <LateBadge freshness={late.value.freshness} />}
          </>
        );
      }}
      tools={(windows) => {
        const [first] = windows;
        return (
          first && (
            <>
              <FreshnessMark freshness={first.value.freshness} />
              <Why value={windows.map(({ value }) => value)} title={t("retention.title")} />
            </>
          )
        );
      }}
      table={(windows) => retentionTable(windows, ui)}
      menu={drill && (() => drill.menu)}
      skeleton={
        <>
          <div className="ns-retention-rows" aria-hidden="true">
            {["30", "60", "90"].map((days) => (
              <div key={days} className="ns-retention-row">
                <span className="ns-skeleton">00 d</span>
                <span className="ns-track" />
                <span className="ns-skeleton">00,0 %</span>
              </div>
            ))}
          </div>
          {/* Of the targets, and of the cohorts: whose windows are over is another month for each. */}
          <NoteSkeleton />
          <NoteSkeleton />
        </>
      }
    >
      {(windows) => {
        const isOneCohort = new Set(windows.map(({ value }) => value.period.start)).size === 1;
        const targets = windows.map(({ value: { kpi } }) =>
          formatValue(kpi.target ?? null, "percent", format, { digits: 0 }),
        );
        const hasTargets = windows.some(({ value }) => value.kpi.target !== undefined);
        const newest = windows.every(({ value }) => value.current === null) ? windows[0]?.value : undefined;
        const unit = targets.find((target) => target.unit !== null)?.unit ?? "";
        return (
          <>
            <ul className="ns-retention-rows">
              {windows.map(({ days, value }) => (
                <li key={days} className="ns-retention-row" data-level={value.level}>
                  <span className="ns-retention-days">
                    <DrillName
                      drill={drill}
                      kpi={value.kpi.id}
                      name={t("retention.days_long", { days })}
                      short={t("retention.days", { days })}
                    />
                  </span>
                  <RetentionBar value={value} />
                  <span className="ns-retention-value">{formatValue(value.current, "percent", format).full}</span>
                  <LevelWords level={value.level} />
                </li>
              ))}
            </ul>
            {newest && <NoValue value={newest} />}
            {hasTargets && (
              <p className="ns-note">
                {t("retention.targets", {
                  targets: `${targets.map(({ text }) => text).join(" · ")}${format.locale === "es" ? "\u00a0" : ""}${unit}`,
                })}
              </p>
            )}
            {!isOneCohort && (
              <p className="ns-note">
                {t("retention.cohort", {
                  period: windows
                    .map(({ value }) => formatBucketLabel(value.period.start, value.kpi.grain, format, { short: true }))
                    .join(" · "),
                })}
              </p>
            )}
          </>
        );
      }}
    </Tile>
  );
}

function retentionTable(windows: readonly RetentionWindow[], { t, format }: Interface<RetentionKey>): TileTable {
  return {
    title: t("retention.title"),
    columns: [
      { id: "days", title: t("retention.window") },
      { id: "cohort", title: t("retention.cohort_column") },
      { id: "value", title: t("chart.value"), unit: "percent" },
      { id: "target", title: t("retention.target_column"), unit: "percent" },
    ],
    rows: windows.map(({ days, value }) => [
      t("retention.days_long", { days }),
      formatBucketLabel(value.period.start, value.kpi.grain, format),
      value.current,
      value.kpi.target ?? null,
    ]),
    period: windows[0] && [windows[0].value.period.start, windows[0].value.period.end],
    freshness: windows[0]?.value.freshness,
  };
}

function RetentionBar({ value: { current, kpi } }: { value: KpiValue }) {
  const clamp = (share: number) => Math.max(0, Math.min(1, share));
  const style = { "--ns-share": clamp(current ?? 0), "--ns-target": clamp(kpi.target ?? 0) } as React.CSSProperties;
  return (
    <span className="ns-track" aria-hidden="true" style={style}>
      {kpi.target !== undefined && <span className="ns-track-target" />}
    </span>
  );
}

function CohortBadge({ value }: { value: KpiValue }) {
  const { t, format } = useInterface(retentionTexts);
  const period = formatBucketLabel(value.period.start, value.kpi.grain, format, { short: true });
  return <span className="ns-badge">{t("retention.cohort", { period })}</span>;
}

export interface RetentionCardViewProps {
  state: Loadable<readonly RetentionWindow[]>;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}

export interface RetentionWindow {
  days: number;
  value: KpiValue;
}
