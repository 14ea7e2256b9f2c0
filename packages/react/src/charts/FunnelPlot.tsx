import { formatValue, funnelTexts, joinTexts, listChartTexts } from "@northstar/core";
import { useId } from "react";
import { useInterface } from "../components/interface.ts";
import { type BoxProps, Root } from "../components/Root.tsx";
import { EmptyState } from "../components/states.tsx";
import { itemHandlers } from "./itemHandlers.ts";
import { itemKeys } from "./itemKeys.ts";

const TEXTS = joinTexts(funnelTexts, listChartTexts);

/**
 * A funnel as columns, linear: each column is the step before it as 100 %, its fill the share that went on.
 * Counts, rates and times are written beside it, so the drawing hides nothing and needs no tooltip.
 */
export function FunnelPlot({ className, style, ...props }: FunnelPlotProps) {
  return (
    <Root className={className} style={style}>
      <Steps {...props} />
    </Root>
  );
}

function Steps({ title, steps, selected = null, onSelect, onDrill }: FunnelPlotProps) {
  const { t } = useInterface(TEXTS);
  const keysId = useId();
  const keys = itemKeys(onSelect !== undefined, onDrill !== undefined);
  if (steps.every(({ count }) => count === null)) return <EmptyState />;
  return (
    <div className="ns-own-width">
      <ol
        className="ns-funnel-steps"
        style={{ "--ns-steps": steps.length } as React.CSSProperties}
        aria-label={title}
        aria-describedby={keys ? keysId : undefined}
      >
        {steps.map((step, index) => {
          const place = index === 0 ? "first" : index === steps.length - 1 && index > 1 ? "last" : "between";
          const isSelected = step.id === selected;
          return (
            <li key={step.id}>
              {keys ? (
                <button
                  type="button"
                  className="ns-funnel-step"
                  aria-pressed={onSelect ? isSelected : undefined}
                  {...itemHandlers({
                    isSelected,
                    toggle: onSelect && (() => onSelect(isSelected ? null : step.id)),
                    drill: onDrill && (() => onDrill(step.id)),
                  })}
                >
                  <Step step={step} place={place} />
                </button>
              ) : (
                <div className="ns-funnel-step" data-selected={isSelected ? "" : undefined}>
                  <Step step={step} place={place} />
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {keys && (
        <p id={keysId} className="ns-visually-hidden">
          {t(keys)}
        </p>
      )}
    </div>
  );
}

function Step({ step, place }: { step: FunnelPlotStep; place: "first" | "between" | "last" }) {
  const { t, format } = useInterface(TEXTS);
  const isFirst = place === "first";
  const rate = isFirst ? (step.count ? 1 : null) : step.stepRate;
  return (
    <>
      <span
        className="ns-funnel-column"
        aria-hidden="true"
        data-unknown={rate === null ? "" : undefined}
        style={{ "--ns-share": Math.max(0, Math.min(1, rate ?? 0)) } as React.CSSProperties}
      />
      <span className="ns-funnel-rate">
        <strong>{formatValue(rate, "percent", format, isFirst ? { digits: 0 } : {}).full}</strong>
        {!isFirst && rate !== null && <span>{t("funnel.of_previous")}</span>}
        {step.medianSeconds !== null && (
          <span>{t("funnel.in_median", { median: formatValue(step.medianSeconds, "seconds", format).full })}</span>
        )}
        {place === "last" && (
          <span>
            {t("funnel.overall")} {formatValue(step.overallRate, "percent", format).full}
          </span>
        )}
      </span>
      <span className="ns-funnel-name">
        <span>{step.title}</span>
        <strong>{formatValue(step.count, "people", format).full}</strong>
      </span>
    </>
  );
}

export interface FunnelPlotStep {
  id: string;
  title: string;
  /** People; null when it isn't known. */
  count: number | null;
  /** Fractions; null on the first step, and where nobody could go on. */
  stepRate: number | null;
  overallRate: number | null;
  /** Seconds from the step before. */
  medianSeconds: number | null;
}

export interface FunnelPlotProps extends BoxProps {
  /** Names it to screen readers. */
  title: string;
  /** In order; with no count known, it says that there is nothing. */
  steps: readonly FunnelPlotStep[];
  /** Id of the step that is chosen: framed, its name bold. @default null */
  selected?: string | null | undefined;
  /** A step was chosen: by a click, a tap or Enter. Its id; null when the chosen one was chosen again or left by Escape. */
  onSelect?: ((id: string | null) => void) | undefined;
  /** What is behind a step is asked for: by a double click, or by Enter on the chosen one (on any, without `onSelect`). */
  onDrill?: ((id: string) => void) | undefined;
}
