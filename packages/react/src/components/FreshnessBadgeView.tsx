import { type FreshnessReport, formatAge, type ViewKey, viewTexts } from "@northstar/core";
import { useRef } from "react";
import { ChartTable } from "../charts/ChartTable.tsx";
import type { Loadable } from "../hooks/types.ts";
import { sourceName } from "./FreshnessMark.tsx";
import { type Interface, useInterface } from "./interface.ts";
import { shownValue } from "./loadable.ts";
import { Popover } from "./Popover.tsx";

/** Its words are as wide as those that come. */
const USUAL_AGE_SECONDS = 180;

/** How old the data are, which source is late; a click shows every source: drawn from a state. */
export function FreshnessBadgeView({ state }: { state: Loadable<FreshnessReport> }) {
  const { t, format } = useInterface(viewTexts);
  const button = useRef<HTMLButtonElement>(null);
  const report = shownValue(state);
  if (!report) {
    if (state.status !== "loading") return null;
    return (
      <span className="ns-freshness" data-status="loading" aria-hidden="true">
        <span className="ns-dot" style={{ visibility: "hidden" }} />
        <span className="ns-skeleton">{t("freshness.data", { age: formatAge(USUAL_AGE_SECONDS, format) })}</span>
      </span>
    );
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="ns-freshness"
        data-status={report.sources.some(({ status }) => status === "late") ? "late" : "fresh"}
      >
        <span className="ns-dot" aria-hidden="true" />
        {summary(report, { t, format })}
      </button>
      <Popover anchor={button} title={t("freshness.by_source")}>
        {() => (
          <ChartTable
            caption={t("freshness.by_source")}
            columns={[t("freshness.source"), t("freshness.age"), t("freshness.objective"), t("freshness.status")]}
            rows={report.sources.map(({ source, lagSeconds, sloSeconds, status }) => [
              sourceName(source, t),
              lagSeconds === null ? "–" : formatAge(lagSeconds, format),
              formatAge(sloSeconds, format),
              t(`freshness.status_${status}`),
            ])}
          />
        )}
      </Popover>
    </>
  );
}

/** One late source by its name, several by their number, none: the age of the newest data. */
function summary({ sources }: FreshnessReport, { t, format }: Interface<ViewKey>): string {
  const late = sources.filter(({ status }) => status === "late");
  const [first] = late;
  if (first && first.lagSeconds !== null) {
    return t.plural("freshness.late", late.length, {
      source: sourceName(first.source, t),
      age: formatAge(first.lagSeconds, format),
      slo: formatAge(first.sloSeconds, format),
    });
  }
  const lags = sources.flatMap(({ lagSeconds }) => (lagSeconds === null ? [] : [lagSeconds]));
  if (lags.length === 0) return t("freshness.never");
  return t("freshness.data", { age: formatAge(Math.min(...lags), format) });
}
