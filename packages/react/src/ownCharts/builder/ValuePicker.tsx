import { type Catalog, dimensionTitle } from "@northstar/core";
import { CHART_LIMITS, type ChartSpec, specFilters } from "@northstar/core/own-charts";
import { lazy, type ReactNode, Suspense, useMemo, useRef } from "react";
import { Popover } from "../../components/Popover.tsx";
import { BlockSkeleton } from "../../components/RowsSkeleton.tsx";
import { canChoose } from "../../filters/useDimensionFilter.ts";
import { FilterContext, NorthstarContext, useNorthstarContext } from "../../provider/context.ts";
import type { ChartsInterface } from "../texts.ts";
import { BLANK_CHART, draftProblems } from "./chartDraft.ts";

const FacetList = lazy(() => import("../../filters/FacetList.tsx").then((module) => ({ default: module.FacetList })));

/** px of a list of values, about. */
const HEIGHT = 240;

/** Chooses values of a chart's filter among those that the server has in the chart's period, under its other filters. Nothing where there is no choice. */
export function ValuePicker({ ui, name, draft, catalog, onChange }: ValuePickerProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { t, format } = ui;
  if (!canChoose(name, catalog)) return null;
  const title = dimensionTitle(name, catalog, format.locale);
  return (
    <>
      <button ref={button} type="button" className="ns-link">
        {t("own_charts.choose_values", { dimension: title })}
      </button>
      <Popover anchor={button} title={title}>
        {() => (
          <ChartFilters ui={ui} name={name} draft={draft} onChange={onChange}>
            <Suspense fallback={<BlockSkeleton height={HEIGHT} />}>
              {/* Enter in its search would send the form that it lies in. */}
              {/* biome-ignore lint/a11y/noStaticElementInteractions: only keeps a key from the form */}
              <div
                onKeyDown={(event) =>
                  event.key === "Enter" && event.target instanceof HTMLInputElement && event.preventDefault()
                }
              >
                <FacetList name={name} title={title} all={t("own_charts.clear_values")} hidesBlank />
              </div>
            </Suspense>
          </ChartFilters>
        )}
      </Popover>
    </>
  );
}

/** What is in it goes by the draft's period and filters, and chooses for the draft, whatever is chosen around it. */
function ChartFilters({
  ui,
  name,
  draft,
  onChange,
  children,
}: Omit<ValuePickerProps, "catalog"> & { children: ReactNode }) {
  const outer = useNorthstarContext();
  const hasPeriod = draftProblems(draft, ui).period === null;
  const filters = useMemo(() => {
    const { filters: named, period } = draft;
    const values = Object.entries(named)
      .map(
        ([dimension, typed]) =>
          [dimension, typed.map((value) => value.trim()).filter((value) => value !== "")] as const,
      )
      .filter(([, typed]) => typed.length > 0);
    // Of dates that are still being typed nothing can be asked.
    return specFilters({
      ...draft,
      period: hasPeriod ? period : BLANK_CHART.period,
      filters: Object.fromEntries(values),
    });
  }, [draft, hasPeriod]);
  const context = useMemo(
    () => ({
      ...outer,
      setFilters: (next: Parameters<typeof outer.setFilters>[0]) => {
        const { values = {} } = typeof next === "function" ? next(filters) : next;
        onChange((values[name] ?? []).slice(0, CHART_LIMITS.values));
      },
    }),
    [outer, filters, name, onChange],
  );
  const state = useMemo(() => ({ chosen: filters, filters }), [filters]);
  return (
    <NorthstarContext.Provider value={context}>
      <FilterContext.Provider value={state}>{children}</FilterContext.Provider>
    </NorthstarContext.Provider>
  );
}

interface ValuePickerProps {
  ui: ChartsInterface;
  /** Dimension, without the view. */
  name: string;
  draft: ChartSpec;
  catalog: Catalog;
  /** The values that are chosen now. */
  onChange(values: readonly string[]): void;
}
