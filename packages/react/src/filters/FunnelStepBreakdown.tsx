import {
  type CatalogFunnel,
  dimensionTitle,
  dimensionValueWords,
  divide,
  drillTexts,
  type FunnelBreakdown,
  type FunnelBreakdownRow,
  type FunnelId,
  funnelTexts,
  joinTexts,
  type ResolvedFilters,
  valueTexts,
  withValues,
} from "@northstar/core";
import { useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { DeniedState, ErrorState, StaleBanner } from "../components/states.tsx";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useFunnel } from "../hooks/useFunnel.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { DrillSkeleton } from "./DrillSkeleton.tsx";
import { useTileChoice } from "./selection.tsx";

const TEXTS = joinTexts(drillTexts, funnelTexts, valueTexts);

/** The people of a step by the values of one dimension, and which share of each value's came from the step before. */
export function FunnelStepBreakdown({ funnel, index, dimension, filters, own, onOwnChange }: Props) {
  const { t, format } = useInterface(TEXTS);
  const catalog = useCatalog();
  const shared = useTileChoice(dimension, null);
  const choice = own ? { selected: own, isAvailable: true, toggle: toggleOwn } : shared;
  // Without its own choice: what isn't chosen stays in the table, to be chosen too.
  const state = useFunnel(funnel.id as FunnelId, {
    breakdown: dimension,
    filters: { ...filters, values: withValues(filters.values, dimension, []) },
  });
  const title = dimensionTitle(dimension, catalog.status === "ready" ? catalog.value : null, format.locale);
  const step = funnel.steps[index]?.title[format.locale] ?? "";
  const columns = useMemo(
    (): readonly DataColumn<FunnelBreakdownRow>[] => [
      { id: "key", title, value: ({ key }) => dimensionValueWords(dimension, key, t, format.locale) },
      { id: "count", title: step, unit: "people", bar: true, value: ({ counts }) => counts[index] ?? null },
      ...(index === 0
        ? []
        : [
            {
              id: "rate",
              title: t("funnel.step_rate"),
              unit: "percent",
              value: ({ counts }) => divide(counts[index], counts[index - 1]),
            } satisfies DataColumn<FunnelBreakdownRow>,
          ]),
    ],
    [title, step, index, dimension, t, format],
  );
  const value = shownValue(state);
  if (state.status === "denied") return <DeniedState state={state} />;
  if (state.status === "error" && value === null) return <ErrorState state={state} />;
  if (value === null) return <DrillSkeleton />;
  return (
    <>
      <DataTable
        title={`${step}, ${title}`}
        rows={value.breakdown ?? []}
        columns={columns}
        rowKey={({ key }) => key}
        defaultSort={{ id: "count", direction: "desc" }}
        {...(choice.isAvailable && { onSelect: ({ key }: FunnelBreakdownRow) => choice.toggle(key) })}
        isSelected={({ key }) => choice.selected.includes(key)}
        caption={!own && choice.isAvailable ? t("drill.hint") : undefined}
        empty={{ title: t("drill.empty") }}
      />
      <StaleBanner state={state} />
    </>
  );

  function toggleOwn(value: string) {
    const values = own ?? [];
    onOwnChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  }
}

interface Props {
  funnel: CatalogFunnel;
  /** Place of the step. */
  index: number;
  /** Without the view. */
  dimension: FunnelBreakdown;
  /** All that cut it. */
  filters: ResolvedFilters;
  /** Its values that narrow the drill alone, where there are some. */
  own: readonly string[] | undefined;
  onOwnChange: (values: readonly string[]) => void;
}
