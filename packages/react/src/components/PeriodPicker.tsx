import { COMPARISONS, formatPeriodLabel, PERIOD_PRESETS, periodTexts, resolvePeriod } from "@northstar/core";
import { lazy, Suspense, useRef } from "react";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { useInterface } from "./interface.ts";
import { Popover } from "./Popover.tsx";
import { type BoxProps, Root } from "./Root.tsx";
import { Select } from "./Select.tsx";

const DatesForm = lazy(() => import("../filters/DatesForm.tsx").then((module) => ({ default: module.DatesForm })));

const CHOSEN = "chosen";
const CHOOSE = "choose";

/** Chooses the period of everything under the provider: a preset, or two dates. */
export function PeriodPicker({ min, max, className, style }: PeriodPickerProps) {
  const { filters, setFilters, now, timeZone } = useNorthstar();
  const { t, format } = useInterface(periodTexts);
  const select = useRef<HTMLSelectElement>(null);
  const dialog = useRef<HTMLDivElement>(null);
  const { period } = filters;
  const chosen = "preset" in period ? null : period;

  const options = [
    ...PERIOD_PRESETS.map((preset) => ({ value: preset as string, label: t(`period.${preset}`) })),
    ...(chosen ? [{ value: CHOSEN, label: formatPeriodLabel(chosen, format) }] : []),
    { value: CHOOSE, label: t("period.custom") },
  ];
  const change = (value: string) => {
    if (value === CHOOSE) dialog.current?.showPopover();
    const preset = PERIOD_PRESETS.find((candidate) => candidate === value);
    if (preset) setFilters({ period: { preset } });
  };

  return (
    <Root className={className} style={style} fit="content">
      <Select
        selectRef={select}
        label={t("period.label")}
        value={"preset" in period ? period.preset : CHOSEN}
        options={options}
        onChange={change}
      />
      <Popover anchor={select} panel={dialog} opens="call" title={t("period.dialog")}>
        {(close) => (
          <Suspense fallback={<div className="ns-calendar-place" aria-hidden="true" />}>
            <DatesForm
              initial={resolvePeriod(period, { now: now(), timeZone })}
              min={min}
              max={max}
              onCancel={close}
              onApply={(next) => {
                setFilters({ period: next });
                close();
              }}
            />
          </Suspense>
        )}
      </Popover>
    </Root>
  );
}

/** Chooses what everything under the provider is compared with. */
export function ComparisonSelect({ className, style }: BoxProps) {
  const { filters, setFilters } = useNorthstar();
  const { t } = useInterface(periodTexts);
  return (
    <Root className={className} style={style} fit="content">
      <Select
        label={t("comparison.label")}
        prefix={t("comparison.versus")}
        value={filters.comparison}
        options={COMPARISONS.map((comparison) => ({
          value: comparison as string,
          label: t(`comparison.${comparison}`),
        }))}
        onChange={(value) => {
          const comparison = COMPARISONS.find((candidate) => candidate === value);
          if (comparison) setFilters({ comparison });
        }}
      />
    </Root>
  );
}

export interface PeriodPickerProps extends BoxProps {
  /** Earliest day that may be chosen, an ISO date. @default none */
  min?: string;
  /** Latest day that may be chosen. @default the end of the running month */
  max?: string;
}
