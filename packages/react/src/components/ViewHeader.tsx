import { comparisonRange, comparisonSentence, periodWords, resolvePeriod, viewTexts } from "@northstar/core";
import { FilterChips } from "../filters/FilterChips.tsx";
import { FilterControls } from "../filters/FilterControls.tsx";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { FreshnessBadge } from "./FreshnessBadge.tsx";
import { useInterface } from "./interface.ts";
import { type BoxProps, Root } from "./Root.tsx";
import { useHydrated } from "./useHydrated.ts";

/** Title of a view, the period its numbers are for, how fresh they are, what chooses them and what cuts them. */
export function ViewHeader({ title, note = null, dimensions = NO_DIMENSIONS, className, style }: ViewHeaderProps) {
  const { filters, now, timeZone, sample } = useNorthstar();
  const { t, format } = useInterface(viewTexts);
  const isHydrated = useHydrated();
  const context = { now: now(), timeZone };
  const period = resolvePeriod(filters.period, context);
  const sentence = [
    periodWords(period, format, t),
    note,
    comparisonSentence(period, comparisonRange(period, filters.comparison, context), format, t),
  ];
  return (
    <Root className={className} style={style} tile="ViewHeader">
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
          <p className="ns-view-subtitle">
            {isHydrated ? sentence.filter((part) => part !== null).join(" · ") : "\u00a0"}
          </p>
        </div>
        <div className="ns-view-controls">
          <FreshnessBadge />
          <FilterControls dimensions={dimensions} />
        </div>
        <FilterChips />
      </header>
    </Root>
  );
}

const NO_DIMENSIONS: readonly string[] = [];

export interface ViewHeaderProps extends BoxProps {
  title: string;
  /** Said after the period: the zone its days are of. @default nothing */
  note?: string | null;
  /** Names of dimensions, without the view, that readers choose by: a control each. @default none: period and comparison only */
  dimensions?: readonly string[];
}
