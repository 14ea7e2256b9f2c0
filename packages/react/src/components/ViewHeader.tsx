import { comparisonRange, comparisonSentence, periodWords, resolvePeriod } from "@northstar/core";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { FreshnessBadge } from "./FreshnessBadge.tsx";
import { useInterface } from "./interface.ts";
import { ComparisonSelect, PeriodPicker } from "./PeriodPicker.tsx";

/** Title of a view, the period its numbers are for, how fresh they are, and what chooses them. */
export function ViewHeader({ title }: { title: string }) {
  const { filters, now, timeZone, sample } = useNorthstar();
  const { t, format } = useInterface();
  const context = { now: now(), timeZone };
  const period = resolvePeriod(filters.period, context);
  const sentence = [
    periodWords(period, format, t),
    comparisonSentence(period, comparisonRange(period, filters.comparison, context), format, t),
  ];
  return (
    <header className="ns-view-header">
      <div className="ns-view-heading">
        <h2 className="ns-view-title">
          {title}
          {sample && (
            <span className="ns-badge" data-tone="accent" title={t("view.sample_detail")}>
              {t("view.sample")}
            </span>
          )}
        </h2>
        <p className="ns-view-subtitle">{sentence.filter((part) => part !== null).join(" · ")}</p>
      </div>
      <div className="ns-view-controls">
        <FreshnessBadge />
        <PeriodPicker />
        <ComparisonSelect />
      </div>
    </header>
  );
}
