import { type FunnelBreakdown, type FunnelId, funnelTexts } from "@northstar/core";
import { useFunnelDrill } from "../../filters/funnelDrill.ts";
import { useTileChoice } from "../../filters/selection.tsx";
import type { Filters } from "../../hooks/types.ts";
import { useFunnel } from "../../hooks/useFunnel.ts";
import { FunnelChartView } from "../FunnelChartView.tsx";
import { useInterface } from "../interface.ts";
import { shownValue } from "../loadable.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { useFunnelTitle } from "../useFunnelTitle.ts";
import { AcquisitionBreakdown } from "./AcquisitionBreakdown.tsx";
import { joinFunnel } from "./joinFunnel.ts";
import { useOwnFilters } from "./useOwnFilters.ts";

const FUNNEL = "acquisition" as string as FunnelId;
const OWN = { source: ["source"], country: ["country"] } as const;

/**
 * From the first visit to activity on another day, and the same by source: rates with bars to one scale, the share of the whole way,
 * and days. A click on a source filters everything by it.
 */
export function AcquisitionFunnel({ breakdown = "source", filters, className, style }: AcquisitionFunnelProps) {
  const { t } = useInterface(funnelTexts);
  const own = useOwnFilters(OWN[breakdown], filters);
  const totals = useFunnel(FUNNEL, filters === undefined ? {} : { filters });
  const parts = useFunnel(FUNNEL, {
    breakdown: breakdown as string as FunnelBreakdown,
    hasMedians: true,
    filters: own,
  });
  const drill = useFunnelDrill(FUNNEL, filters);
  const choice = useTileChoice(breakdown, null);
  const title = t(breakdown === "country" ? "funnel.dimension_country" : "funnel.dimension_source");
  const whole = shownValue(parts)?.steps.at(-1)?.overallRate ?? null;
  return (
    <Root className={className} style={style} tile="AcquisitionFunnel">
      <FunnelChartView
        state={joinFunnel(totals, parts)}
        title={useFunnelTitle(FUNNEL, totals)}
        dimensionTitle={title}
        drill={drill}
        renderBreakdown={(value) => (
          <AcquisitionBreakdown
            value={value}
            dimension={breakdown}
            dimensionTitle={title}
            overallRate={whole}
            choice={choice}
            drill={drill}
          />
        )}
      />
    </Root>
  );
}

export interface AcquisitionFunnelProps extends BoxProps {
  /** What the table below is by. @default "source" */
  breakdown?: "source" | "country";
  /** Laid over the provider's filters. */
  filters?: Filters;
}
