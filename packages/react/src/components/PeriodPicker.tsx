import {
  type Comparison,
  formatPeriodLabel,
  type PeriodPreset,
  type PeriodSelection,
  resolvePeriod,
} from "@northstar/core";
import { type FormEvent, useRef, useState } from "react";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { useInterface } from "./interface.ts";
import { Popover } from "./Popover.tsx";
import { type BoxProps, Root } from "./Root.tsx";
import { Select } from "./Select.tsx";

const PRESETS: readonly PeriodPreset[] = ["this_month", "last_month", "last_90_days", "this_quarter", "year_to_date"];
const COMPARISONS: readonly Comparison[] = ["previous_period", "previous_year", "none"];
const CHOSEN = "chosen";
const CHOOSE = "choose";

/** Chooses the period of everything under the provider: a preset, or two dates. */
export function PeriodPicker({ className, style }: BoxProps) {
  const { filters, setFilters, now, timeZone } = useNorthstar();
  const { t, format } = useInterface();
  const select = useRef<HTMLSelectElement>(null);
  const dialog = useRef<HTMLDivElement>(null);
  const { period } = filters;
  const chosen = "preset" in period ? null : period;

  const options = [
    ...PRESETS.map((preset) => ({ value: preset as string, label: t(`period.${preset}`) })),
    ...(chosen ? [{ value: CHOSEN, label: formatPeriodLabel(chosen, format) }] : []),
    { value: CHOOSE, label: t("period.custom") },
  ];
  const change = (value: string) => {
    if (value === CHOOSE) dialog.current?.showPopover();
    const preset = PRESETS.find((candidate) => candidate === value);
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
          <DatesForm
            initial={resolvePeriod(period, { now: now(), timeZone })}
            onCancel={close}
            onApply={(next) => {
              setFilters({ period: next });
              close();
            }}
          />
        )}
      </Popover>
    </Root>
  );
}

function DatesForm({ initial, onApply, onCancel }: DatesFormProps) {
  const { t } = useInterface();
  const [start, setStart] = useState(initial.start);
  const [end, setEnd] = useState(initial.end);
  const isBackwards = start !== "" && end !== "" && end < start;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (start !== "" && end !== "" && !isBackwards) onApply({ start, end });
  };
  return (
    <form onSubmit={submit} noValidate>
      <div className="ns-form-row">
        <label className="ns-field">
          {t("period.start")}
          <input type="date" value={start} onChange={(event) => setStart(event.target.value)} />
        </label>
        <label className="ns-field">
          {t("period.end")}
          <input type="date" value={end} onChange={(event) => setEnd(event.target.value)} aria-invalid={isBackwards} />
        </label>
      </div>
      {isBackwards && (
        <p className="ns-form-error" role="alert">
          {t("period.invalid")}
        </p>
      )}
      <div className="ns-form-row">
        <button type="submit" className="ns-button" data-variant="primary">
          {t("period.apply")}
        </button>
        <button type="button" className="ns-button" onClick={onCancel}>
          {t("period.cancel")}
        </button>
      </div>
    </form>
  );
}

/** Chooses what everything under the provider is compared with. */
export function ComparisonSelect({ className, style }: BoxProps) {
  const { filters, setFilters } = useNorthstar();
  const { t } = useInterface();
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

interface DatesFormProps {
  initial: { start: string; end: string };
  onApply(period: Extract<PeriodSelection, { start: string }>): void;
  onCancel(): void;
}
