import { type MetricSearch, type MetricSummary, searchMetrics } from "@northstar/core";
import { useEffect, useId, useMemo, useRef } from "react";
import { FreshnessMark, LateBadge, sourceName } from "../components/FreshnessMark.tsx";
import { shownValue } from "../components/loadable.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { Select } from "../components/Select.tsx";
import { EmptyState, ErrorState, StaleBanner } from "../components/states.tsx";
import { areaName, versionWords } from "./metricWords.ts";
import type { MetricsInterface } from "./texts.ts";
import { useMetrics } from "./useMetrics.ts";

export const NOTHING_SOUGHT: MetricSearch = { text: "", area: null, owner: null, source: null };

/** The metric that the reader comes back from. */
export interface Found {
  id: string | null;
}

/** All metrics, cut by what is sought. */
export function MetricList({ ui, sought, onSeek, onOpen, from }: MetricListProps) {
  const { t, format } = ui;
  const searchId = useId();
  const state = useMetrics();
  const metrics = shownValue(state)?.metrics ?? NONE;
  const shown = useMemo(
    () => searchMetrics(metrics, sought, format.locale, (id) => sourceName(id, t)),
    [metrics, sought, format.locale, t],
  );
  const isCut = Object.values(sought).some((value) => value !== null && value !== "");
  const hasAny = metrics.length > 0;
  return (
    <div className="ns-view ns-metrics">
      <header className="ns-view-header">
        <div className="ns-view-heading">
          <h2 className="ns-view-title">{t("metrics.title")}</h2>
          <p className="ns-view-subtitle">{hasAny ? t.plural("metrics.subtitle", metrics.length) : "\u00a0"}</p>
        </div>
      </header>
      {hasAny && (
        <search className="ns-metrics-search">
          <div className="ns-field">
            <label htmlFor={searchId} className="ns-visually-hidden">
              {t("metrics.search")}
            </label>
            <input
              id={searchId}
              type="search"
              placeholder={t("metrics.search")}
              maxLength={200}
              value={sought.text}
              onChange={(event) => onSeek({ ...sought, text: event.target.value })}
            />
          </div>
          <Choice
            label={t("metrics.area")}
            all={t("metrics.all_areas")}
            value={sought.area}
            options={choices(
              metrics,
              ({ areas }) => areas,
              (area) => areaName(area, ui),
            )}
            onChange={(area) => onSeek({ ...sought, area })}
          />
          <Choice
            label={t("metrics.owner")}
            all={t("metrics.all_owners")}
            value={sought.owner}
            options={choices(
              metrics,
              ({ owner }) => [owner],
              (owner) => owner,
            )}
            onChange={(owner) => onSeek({ ...sought, owner })}
          />
          <Choice
            label={t("metrics.source")}
            all={t("metrics.all_sources")}
            value={sought.source}
            options={choices(
              metrics,
              ({ sources }) => sources,
              (source) => sourceName(source, t),
            )}
            onChange={(source) => onSeek({ ...sought, source })}
          />
        </search>
      )}
      <StaleBanner state={state.status === "error" && state.stale === null ? LOADING : state} />
      <p className="ns-visually-hidden" role="status">
        {hasAny && isCut && t.plural("metrics.found", shown.length)}
      </p>
      <article className="ns-card ns-kpi" aria-label={t("metrics.title")} aria-busy={state.status === "loading"}>
        {state.status === "loading" && <RowsSkeleton rows={12} />}
        {state.status === "error" && state.stale === null && <ErrorState state={state} />}
        {shownValue(state) && !hasAny && <EmptyState title={t("metrics.empty")} detail={t("metrics.empty_detail")} />}
        {hasAny && shown.length === 0 && (
          <div className="ns-metrics-none">
            <EmptyState title={t("metrics.no_result")} detail={t("metrics.no_result_detail")} />
            <button type="button" className="ns-button" onClick={() => onSeek(NOTHING_SOUGHT)}>
              {t("metrics.clear")}
            </button>
          </div>
        )}
        {shown.length > 0 && (
          <ul className="ns-metrics-list">
            {shown.map((metric) => (
              <Line key={metric.id} metric={metric} ui={ui} onOpen={onOpen} takesFocus={metric.id === from.id} />
            ))}
          </ul>
        )}
      </article>
    </div>
  );
}

const NONE: readonly MetricSummary[] = [];
const LOADING = { status: "loading" } as const;

function Line({ metric, ui, onOpen, takesFocus }: LineProps) {
  const { t, format } = ui;
  const { id, title, definition, owner, sources, freshness, provisional } = metric;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <li className="ns-metric-line">
      <div className="ns-metric-line-head">
        <button ref={button} type="button" className="ns-drill-name" onClick={() => onOpen(id)}>
          {title[format.locale]}
        </button>
        {provisional && <span className="ns-badge">{t("kpi.provisional")}</span>}
        <LateBadge freshness={freshness} />
        <FreshnessMark freshness={freshness} />
      </div>
      <p className="ns-metric-words">{definition[format.locale]}</p>
      <p className="ns-note">
        {[owner, sources.map((source) => sourceName(source, t)).join(", "), versionWords(metric, ui)].join(" · ")}
      </p>
    </li>
  );
}

/** What the metrics have of something, by name in the reader's language. */
function choices(
  metrics: readonly MetricSummary[],
  valuesOf: (metric: MetricSummary) => readonly string[],
  nameOf: (value: string) => string,
): { value: string; label: string }[] {
  return [...new Set(metrics.flatMap(valuesOf))]
    .map((value) => ({ value, label: nameOf(value) }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  if (options.length < 2) return null;
  return (
    <Select
      label={label}
      value={value ?? ""}
      options={[{ value: "", label: all }, ...options]}
      onChange={(next) => onChange(next === "" ? null : next)}
    />
  );
}

interface MetricListProps {
  ui: MetricsInterface;
  sought: MetricSearch;
  onSeek(sought: MetricSearch): void;
  onOpen(id: string): void;
  from: Found;
}

interface LineProps {
  metric: MetricSummary;
  ui: MetricsInterface;
  onOpen(id: string): void;
  /** The reader was there before. */
  takesFocus: boolean;
}

interface ChoiceProps {
  label: string;
  all: string;
  value: string | null;
  options: readonly { value: string; label: string }[];
  onChange(value: string | null): void;
}
