import {
  type AlertPreview,
  type AlertRuleInput,
  type CatalogKpi,
  formatBucketLabel,
  formatValue,
  type Granularity,
} from "@northstar/core";
import { useId, useMemo, useState } from "react";
import { ChartTable } from "../../charts/ChartTable.tsx";
import { definitionMarks } from "../../charts/definitionMarks.ts";
import { LineChart } from "../../charts/LineChart.tsx";
import { shownValue } from "../../components/loadable.ts";
import { BlockSkeleton } from "../../components/RowsSkeleton.tsx";
import { Select } from "../../components/Select.tsx";
import { ErrorState } from "../../components/states.tsx";
import { UpdatingBar } from "../../components/UpdatingBar.tsx";
import { useRuleForm } from "./ruleFormContext.ts";
import { useRulePreview } from "./useRules.ts";

const SPANS = [30, 90, 365] as const;
const FIRINGS = 8;
const HEIGHT = 220;

/** What the rule as it stands would have done: how many messages, on the KPI's line, when, and what would send fewer. */
export function RulePreview({ draft, kpi, onApply }: RulePreviewProps) {
  const { ui } = useRuleForm();
  const { t } = ui;
  const [chosen, setChosen] = useState<(typeof SPANS)[number] | null>(null);
  // Of months a quarter shows next to nothing.
  const days = chosen ?? (isLong(draft?.watch?.grain ?? kpi?.grain) ? 365 : 90);
  const state = useRulePreview(draft, days);
  const shown = state && shownValue(state);
  const titleId = useId();
  return (
    <section
      className="ns-rule-preview"
      aria-labelledby={titleId}
      aria-busy={state?.status === "ready" && state.updating}
    >
      <header className="ns-rule-preview-header">
        <h4 id={titleId}>{t("alert_rules.preview")}</h4>
        <Select
          label={t("alert_rules.preview_days")}
          value={String(days)}
          options={SPANS.map((span) => ({ value: String(span), label: t(`alert_rules.preview_${span}`) }))}
          onChange={(value) => setChosen(SPANS.find((span) => String(span) === value) ?? null)}
        />
      </header>
      {state?.status === "ready" && state.updating && <UpdatingBar />}
      {!state && <p className="ns-note">{t("alert_rules.preview_wait")}</p>}
      {state?.status === "loading" && <BlockSkeleton height={HEIGHT} />}
      {state?.status === "error" && <ErrorState state={state} />}
      {shown && <Outcome preview={shown} kpi={kpi} onApply={onApply} />}
    </section>
  );
}

function isLong(grain: Granularity | undefined): boolean {
  return grain === "month" || grain === "quarter" || grain === "year";
}

function Outcome({ preview, kpi, onApply }: { preview: AlertPreview } & Pick<RulePreviewProps, "kpi" | "onApply">) {
  const { ui } = useRuleForm();
  const { t, format } = ui;
  const { messages, flapping, days, suggestion, firings, points, grain } = preview;
  const fired = useMemo(
    () =>
      firings.map(({ start, end, level }) => ({
        start,
        level,
        label: t("alert_rules.preview_fired", {
          level: t(`alert_rules.${level}`),
          end: end === null ? t("alert_rules.preview_open") : formatBucketLabel(end, grain, format),
        }),
      })),
    [firings, grain, t, format],
  );
  const marks = useMemo(() => definitionMarks(kpi ? [kpi] : [], ui), [kpi, ui]);
  const isDrawn = kpi !== null && preview.kpi === kpi.id && points.length > 1;
  return (
    <>
      <div role="status">
        <p className="ns-rule-outcome">
          {messages === 0
            ? t("alert_rules.preview_none", { days })
            : t.plural("alert_rules.preview_sent", messages, { days })}{" "}
          {flapping > 0 && t.plural("alert_rules.preview_flapping", flapping)}
        </p>
        {suggestion && (
          <p className="ns-rule-suggestion">
            {t.plural("alert_rules.preview_suggest", suggestion.messages, {
              change: capitalised(suggestion.text[format.locale], format.locale),
            })}{" "}
            {onApply && (
              <button type="button" className="ns-link" onClick={() => onApply(suggestion.change)}>
                {t("alert_rules.preview_apply")}
              </button>
            )}
          </p>
        )}
      </div>
      {isDrawn && (
        <LineChart
          title={t("alert_rules.preview_chart")}
          unit={kpi.unit}
          granularity={grain}
          height={HEIGHT}
          firings={fired}
          marks={marks}
          starts={points.map(({ start }) => start)}
          series={[
            { id: "kpi", title: kpi.title[format.locale], values: points.map(({ value }) => value) },
            ...limitSeries(preview, ui),
          ]}
        />
      )}
      {firings.length > 0 && (
        <>
          <h5 className="ns-rule-preview-title">{t("alert_rules.preview_firings")}</h5>
          <ChartTable
            caption={t("alert_rules.preview_firings")}
            columns={[
              t("alert_rules.preview_began"),
              t("alert_rules.preview_ended"),
              t("alert_rules.preview_level"),
              t("alert_rules.preview_value"),
            ]}
            rows={firings
              .slice(0, FIRINGS)
              .map(({ start, end, level, value }) => [
                formatBucketLabel(start, grain, format),
                end === null ? t("alert_rules.preview_open") : formatBucketLabel(end, grain, format),
                t(`alert_rules.${level}`),
                kpi ? formatValue(value, kpi.unit, format).full : "–",
              ])}
          />
        </>
      )}
    </>
  );
}

function limitSeries({ limits }: AlertPreview, { t, format }: ReturnType<typeof useRuleForm>["ui"]) {
  return limits.map(({ level, kind, values }, index) => ({
    id: `${level} ${kind} ${index}`,
    title: t(`alert_rules.limit_${kind}`, { level: t(`alert_rules.${level}`).toLocaleLowerCase(format.locale) }),
    values,
    isNeutral: kind === "exit",
    ...(kind === "enter" && { colour: level === "red" ? "var(--ns-bad)" : "var(--ns-warn-mark)" }),
  }));
}

function capitalised(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

interface RulePreviewProps {
  /** The draft, when it can be evaluated. */
  draft: AlertRuleInput | null;
  /** What it watches; null for one of several parts. */
  kpi: CatalogKpi | null;
  /** Null where a proposal can't be used. */
  onApply: ((change: Partial<AlertRuleInput>) => void) | null;
}
