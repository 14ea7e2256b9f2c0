import { type Catalog, COMPARISONS, type Comparison, PERIOD_PRESETS, type PeriodPreset } from "@northstar/core";
import { type ChartKind, type ChartSpec, chartKinds, specMeasures } from "@northstar/core/own-charts";
import { useId } from "react";
import { SelectField } from "../../alerts/rules/FormFields.tsx";
import type { ChartsInterface } from "../texts.ts";
import { fittingKind } from "./chartDraft.ts";

const DATES = "dates";

/** The period, as a name or two dates, and what it is compared with. */
export function WhenFields({ ui: { t }, draft, problem, onChange }: WhenFieldsProps) {
  const { period } = draft;
  const dates = "preset" in period ? null : period;
  return (
    <>
      <div className="ns-own-row">
        <SelectField
          label={t("period.label")}
          problem={problem}
          value={"preset" in period ? period.preset : DATES}
          options={[
            ...PERIOD_PRESETS.map((preset) => ({
              value: preset as PeriodPreset | typeof DATES,
              label: t(`period.${preset}`),
            })),
            { value: DATES, label: t("own_charts.period_dates") },
          ]}
          onChange={(value) => onChange({ period: value === DATES ? { start: "", end: "" } : { preset: value } })}
        />
        <SelectField
          label={t("comparison.label")}
          value={draft.comparison}
          options={COMPARISONS.map((comparison) => ({
            value: comparison as Comparison,
            label: t(`comparison.${comparison}`),
          }))}
          onChange={(comparison) => onChange({ comparison })}
        />
      </div>
      {dates && (
        <div className="ns-own-row">
          <DateField
            label={t("own_charts.period_start")}
            value={dates.start}
            onChange={(start) => onChange({ period: { ...dates, start } })}
          />
          <DateField
            label={t("own_charts.period_end")}
            value={dates.end}
            onChange={(end) => onChange({ period: { ...dates, end } })}
          />
        </div>
      )}
    </>
  );
}

function DateField({ label, value, onChange }: { label: string; value: string; onChange(date: string): void }) {
  const id = useId();
  return (
    <div className="ns-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

/** How it is drawn: as fits best, or one of the ways in which it can be. */
export function KindField({
  ui: { t },
  draft,
  catalog,
  onChange,
}: Omit<WhenFieldsProps, "problem"> & { catalog: Catalog }) {
  const kinds = chartKinds({ ...draft, units: specMeasures(draft, catalog).map(({ unit }) => unit) });
  const auto = t("own_charts.kind_auto", { kind: t(`own_charts.kind_${kinds[0]}`) });
  return (
    <SelectField
      label={t("own_charts.kind")}
      value={fittingKind(draft, catalog) ?? "auto"}
      options={[
        { value: "auto" as ChartKind | "auto", label: auto },
        ...kinds.map((kind) => ({ value: kind as ChartKind | "auto", label: t(`own_charts.kind_${kind}`) })),
      ]}
      onChange={(kind) => onChange({ kind: kind === "auto" ? null : kind })}
    />
  );
}

interface WhenFieldsProps {
  ui: ChartsInterface;
  draft: ChartSpec;
  problem: string | null;
  onChange(change: Partial<ChartSpec>): void;
}
