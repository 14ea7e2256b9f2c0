import { findKpi, type MetricDetail, type Query } from "@northstar/core";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { LateBadge } from "../components/FreshnessMark.tsx";
import { LockIcon } from "../components/icons.tsx";
import { shownValue } from "../components/loadable.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { roleList } from "../components/roleNames.ts";
import { DeniedState, EmptyState, ErrorState, StaleBanner } from "../components/states.tsx";
import { CopyQuery } from "../components/why/CopyQuery.tsx";
import { useCatalog } from "../hooks/useCatalog.ts";
import { CompiledView } from "./CompiledView.tsx";
import { MetricFacts } from "./MetricFacts.tsx";
import { MetricHistoryList } from "./MetricHistoryList.tsx";
import { MetricReadersPart, MetricSources, MetricUsesPart } from "./MetricUsesPart.tsx";
import { versionWords } from "./metricWords.ts";
import type { MetricsInterface } from "./texts.ts";
import { useMetric } from "./useMetrics.ts";

/** One metric: what it means and was, beside it whose it is, where it comes from and where it is used. */
export function MetricPage({ ui, id, takesFocus, onLeave }: MetricPageProps) {
  const { t } = ui;
  const state = useMetric(id);
  const metric = shownValue(state)?.metric ?? null;
  const isUnknown = state.status === "error" && state.error.code === "not_found";
  return (
    <div className="ns-view ns-metric" aria-busy={state.status === "loading"}>
      <button type="button" className="ns-link ns-metric-back" onClick={onLeave}>
        <span aria-hidden="true">← </span>
        {t("metrics.back")}
      </button>
      {isUnknown && <NotHere id={id} ui={ui} />}
      {!isUnknown && state.status === "error" && !metric && (
        <article className="ns-card">
          <ErrorState state={state} />
        </article>
      )}
      {state.status === "denied" && (
        <article className="ns-card">
          <DeniedState state={state} />
        </article>
      )}
      {state.status === "loading" && (
        <article className="ns-card">
          <RowsSkeleton rows={12} />
        </article>
      )}
      {metric && !isUnknown && (
        <>
          <StaleBanner state={state} />
          <Known metric={metric} ui={ui} takesFocus={takesFocus} />
        </>
      )}
    </div>
  );
}

function Known({ metric, ui, takesFocus }: { metric: MetricDetail; ui: MetricsInterface; takesFocus: boolean }) {
  const { t, format } = ui;
  const { title, definition, formula, formerIds, provisional, freshness, owner, kpi } = metric;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <>
      <header className="ns-view-header">
        <div className="ns-view-heading">
          <h2 ref={heading} className="ns-view-title" tabIndex={-1}>
            {title[format.locale]}
            {provisional && <span className="ns-badge">{t("kpi.provisional")}</span>}
            <LateBadge freshness={freshness} />
          </h2>
          <p className="ns-view-subtitle">
            <code>{metric.id}</code> · {versionWords(metric, ui)}
          </p>
        </div>
      </header>
      <div className="ns-metric-columns">
        <div>
          <Part title={t("metrics.definition")}>
            <p className="ns-metric-definition">{definition[format.locale]}</p>
            {provisional && <p className="ns-note">{t("why.provisional", { owner })}</p>}
            {formerIds.length > 0 && <p className="ns-note">{t("metrics.former", { names: formerIds.join(", ") })}</p>}
            <h4 className="ns-metric-minor">{t("metrics.formula")}</h4>
            <p className="ns-metric-formula">{formula?.[format.locale] ?? t("metrics.no_formula")}</p>
          </Part>
          <Part title={t("metrics.history")}>
            <MetricHistoryList metric={metric} ui={ui} />
          </Part>
          <Part title={t("metrics.compiled")}>
            <CompiledView metric={metric} ui={ui} />
          </Part>
        </div>
        <div>
          <Part title={t("metrics.rules_of_record")}>
            <MetricFacts metric={metric} ui={ui} />
          </Part>
          <Part title={t("metrics.sources")}>
            <MetricSources metric={metric} ui={ui} />
          </Part>
          <Part title={t("metrics.uses")}>
            <MetricUsesPart uses={metric.uses} ui={ui} />
          </Part>
          {metric.readers && (
            <Part title={t("metrics.readers")}>
              <MetricReadersPart readers={metric.readers} ui={ui} />
            </Part>
          )}
          <Part title={t("metrics.query")}>
            <CopyQuery query={queryOf(kpi)} />
          </Part>
        </div>
      </div>
    </>
  );
}

/** The KPI by its own period: what every chart of it begins with. */
function queryOf({ measure, timeDimensionMember, grain }: MetricDetail["kpi"]): Query {
  return { measures: [measure], timeDimensions: [{ dimension: timeDimensionMember, granularity: grain }] };
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="ns-card ns-metric-part" aria-labelledby={id}>
      <h3 id={id} className="ns-card-title">
        {title}
      </h3>
      {children}
    </section>
  );
}

/** A metric that isn't there, or that other roles see: those the reader's catalogue names, with whom to ask. */
function NotHere({ id, ui }: { id: string; ui: MetricsInterface }) {
  const { t, format } = ui;
  const titleId = useId();
  const catalog = shownValue(useCatalog());
  const denied = catalog && findKpi(catalog.denied, id)?.kpi;
  if (!denied) {
    return (
      <article className="ns-card">
        <EmptyState title={t("metrics.unknown", { id })} detail={t("metrics.unknown_detail")} />
      </article>
    );
  }
  return (
    <section className="ns-view-denied" aria-labelledby={titleId} data-state="denied">
      <LockIcon />
      <h3 id={titleId} className="ns-view-denied-title">
        {t("metrics.denied", { title: denied.title[format.locale] })}
      </h3>
      <p className="ns-view-denied-detail">{t("state.denied_seen_by", { roles: roleList(denied.roles, ui) })}</p>
      <p className="ns-view-denied-detail">{t("state.denied_ask", { owner: denied.owner })}</p>
    </section>
  );
}

interface MetricPageProps {
  ui: MetricsInterface;
  id: string;
  /** The reader opened it here: its name is where they are now. */
  takesFocus: boolean;
  onLeave(): void;
}
