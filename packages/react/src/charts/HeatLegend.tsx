import { gridTexts, type HeatScale, heatSteps } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { HEAT_STEPS, heatAttributes } from "./heatAttributes.ts";

/** What the steps of colour stand for, from the lowest to the highest; the neutral one has its 0. */
export function HeatLegend({ title, scale, words }: HeatLegendProps) {
  const { t } = useInterface(gridTexts);
  const { limit, hasBelow, hasAbove, isOpenBelow, isOpenAbove } = scale;
  const lowest = isOpenBelow ? t("heatmap.or_less", { value: words(-limit) }) : words(-limit);
  const highest = isOpenAbove ? t("heatmap.or_more", { value: words(limit) }) : words(limit);
  return (
    <figcaption className="ns-heatmap-legend" data-heat={hasBelow ? "diverging" : undefined} aria-hidden="true">
      <span className="ns-heatmap-legend-title">{title}</span>
      <span>{hasBelow ? lowest : words(0)}</span>
      {heatSteps(scale, HEAT_STEPS).map((step) => (
        <span key={step} className="ns-heat-swatch" {...heatAttributes(step)}>
          {step === 0 && "0"}
        </span>
      ))}
      {(hasAbove || !hasBelow) && <span>{highest}</span>}
    </figcaption>
  );
}

interface HeatLegendProps {
  title: string;
  scale: HeatScale;
  words(value: number): string;
}
