import type { KpiId } from "@northstar/core";
import { useTileChoice } from "../../filters/selection.tsx";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { CampaignTableView } from "./CampaignTableView.tsx";
import { useOwnFilters } from "./useOwnFilters.ts";

export const CAMPAIGN_KPIS = ["messages_delivered", "open_rate", "click_rate", "campaign_conversion_rate"] as const;
const IDS = CAMPAIGN_KPIS as readonly string[] as readonly KpiId[];
/** What the rows are in order of, first. */
const DRILLED = IDS.toReversed();
const BY = ["campaign_name", "channel"];
const OWN = ["campaign_name"];
const ORDER = { by: "campaign_conversion_rate", direction: "desc" } as const;

/** Each campaign by its channel: delivered, opened, clicked, converted. A click on one filters everything by it. */
export function CampaignTable({ filters, className, style }: CampaignTableProps) {
  const own = useOwnFilters(OWN, filters);
  return (
    <Root className={className} style={style} tile="CampaignTable">
      <CampaignTableView
        state={useKpiRows(IDS, { by: BY, order: ORDER, filters: own })}
        choice={useTileChoice("campaign_name", "campaign_conversion_rate")}
        drill={useTileDrill(DRILLED, filters)}
      />
    </Root>
  );
}

export interface CampaignTableProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
