import { type FunnelBreakdown, type FunnelId, funnelTexts } from "@northstar/core";
import { useFunnelDrill } from "../filters/funnelDrill.ts";
import type { Filters } from "../hooks/types.ts";
import { useFunnel } from "../hooks/useFunnel.ts";
import { FunnelChartView } from "./FunnelChartView.tsx";
import { useInterface } from "./interface.ts";
import { type BoxProps, Root } from "./Root.tsx";
import { useFunnelTitle } from "./useFunnelTitle.ts";

/** A funnel of the model: how many reach each step, which share went on, in what time. */
export function FunnelChart<F extends FunnelId>({
  funnel,
  breakdown,
  breakdownTitle,
  filters,
  className,
  style,
}: FunnelChartProps<F>) {
  const { t } = useInterface(funnelTexts);
  const state = useFunnel(funnel, {
    ...(breakdown !== undefined && { breakdown }),
    ...(filters !== undefined && { filters }),
  });
  const title =
    breakdownTitle ?? (breakdown === "country" ? t("funnel.dimension_country") : t("funnel.dimension_source"));
  const drill = useFunnelDrill(funnel, filters);
  return (
    <Root className={className} style={style} tile="FunnelChart">
      <FunnelChartView state={state} title={useFunnelTitle(funnel, state)} dimensionTitle={title} drill={drill} />
    </Root>
  );
}

export interface FunnelChartProps<F extends FunnelId = FunnelId> extends BoxProps {
  /** Name of the funnel in the model, e.g. `acquisition`. */
  funnel: F;
  /** Dimension of a table below, e.g. `source`; none when left out. */
  breakdown?: FunnelBreakdown<F>;
  /** Heading of that dimension. @default its own, for `source` and `country` */
  breakdownTitle?: string;
  /** Laid over the provider's filters. */
  filters?: Filters;
}
