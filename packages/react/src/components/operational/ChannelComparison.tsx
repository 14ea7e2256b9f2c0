import type { KpiId } from "@northstar/core";
import { useTileChoice } from "../../filters/selection.tsx";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { ChannelComparisonView } from "./ChannelComparisonView.tsx";
import { useOwnFilters } from "./useOwnFilters.ts";

const IDS = [
  "messages_delivered",
  "delivery_rate",
  "open_rate",
  "click_rate",
  "campaign_conversion_rate",
] as string[] as KpiId[];
const OWN = ["channel"];

/** What each channel brings, side by side: delivered, opened, clicked, converted. A click on one filters everything by it. */
export function ChannelComparison({ filters, className, style }: ChannelComparisonProps) {
  const own = useOwnFilters(OWN, filters);
  return (
    <Root className={className} style={style} tile="ChannelComparison">
      <ChannelComparisonView
        state={useKpiRows(IDS, { by: OWN, filters: own })}
        choice={useTileChoice("channel", "messages_delivered")}
        drill={useTileDrill(IDS, filters)}
      />
    </Root>
  );
}

export interface ChannelComparisonProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
