import { formatValue, funnelTexts } from "@northstar/core";
import { useInterface } from "../components/interface.ts";

/**
 * A funnel as columns, linear: each column is the step before it as 100 %, its fill the share that went on.
 * Counts, rates and times are written beside it, so the drawing hides nothing and needs no tooltip.
 */
export function FunnelPlot({ title, steps }: FunnelPlotProps) {
  const { t, format } = useInterface(funnelTexts);
  const style = { "--ns-steps": steps.length } as React.CSSProperties;
  return (
    <ol className="ns-funnel-steps" style={style} aria-label={title}>
      {steps.map((step, index) => {
        const share = index === 0 ? 1 : (step.stepRate ?? 0);
        const isLast = index === steps.length - 1;
        return (
          <li key={step.id} className="ns-funnel-step">
            <span
              className="ns-funnel-column"
              aria-hidden="true"
              style={{ "--ns-share": Math.max(0, Math.min(1, share)) } as React.CSSProperties}
            />
            <span className="ns-funnel-rate">
              <strong>
                {
                  formatValue(
                    index === 0 ? (step.count ? 1 : null) : step.stepRate,
                    "percent",
                    format,
                    index === 0 ? { digits: 0 } : {},
                  ).full
                }
              </strong>
              {index > 0 && <span>{t("funnel.of_previous")}</span>}
              {step.medianSeconds !== null && (
                <span>
                  {t("funnel.in_median", { median: formatValue(step.medianSeconds, "seconds", format).full })}
                </span>
              )}
              {isLast && index > 1 && (
                <span>
                  {t("funnel.overall")} {formatValue(step.overallRate, "percent", format).full}
                </span>
              )}
            </span>
            <span className="ns-funnel-name">
              <span>{step.title}</span>
              <strong>{formatValue(step.count, "people", format).full}</strong>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

export interface FunnelPlotStep {
  id: string;
  title: string;
  count: number | null;
  /** Fractions; null on the first step, and where nobody could go on. */
  stepRate: number | null;
  overallRate: number | null;
  /** Seconds from the step before. */
  medianSeconds: number | null;
}

export interface FunnelPlotProps {
  title: string;
  steps: readonly FunnelPlotStep[];
}
