import type { KpiId } from "@northstar/core";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpi } from "../../hooks/useKpi.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { useKpiSeries } from "../../hooks/useKpiSeries.ts";
import { together } from "../loadable.ts";
import { useIsMasked } from "../Masked.tsx";
import { type BoxProps, Root } from "../Root.tsx";
import { ReferralPanelView } from "./ReferralPanelView.tsx";

const K_FACTOR = "k_factor" as string as KpiId;
const NUMBERS = ["invitations", "referred_registrations", "k_factor"] as string[] as KpiId[];
const REFERRERS = ["referred_registrations", "invitations"] as string[] as KpiId[];
const BY = ["referrer"];
const NOBODY: string[] = [];
const ORDER = { by: "referred_registrations", direction: "desc" } as const;

/** What invitations bring: how many, how many registered, the K-factor by month, and who brought most. */
export function ReferralPanel({ count = 5, filters, className, style }: ReferralPanelProps) {
  const options = filters === undefined ? {} : { filters };
  // A mask is the same for everyone: by it there would be one row, of all.
  const isMasked = useIsMasked("operational.referrer");
  return (
    <Root className={className} style={style} tile="ReferralPanel">
      <ReferralPanelView
        numbers={together({
          invitations: useKpi("invitations" as string as KpiId, options),
          registrations: useKpi("referred_registrations" as string as KpiId, options),
          kFactor: useKpi(K_FACTOR, options),
        })}
        series={useKpiSeries(K_FACTOR, options)}
        // One more than are shown: those who registered by nobody's invitation have a row too.
        referrers={useKpiRows(REFERRERS, { ...options, by: isMasked ? NOBODY : BY, order: ORDER, limit: count + 1 })}
        isMasked={isMasked}
        drill={useTileDrill(NUMBERS, filters)}
        referrerDrill={useTileDrill(REFERRERS, filters)}
        count={count}
      />
    </Root>
  );
}

export interface ReferralPanelProps extends BoxProps {
  /** People who brought most. @default 5 */
  count?: number;
  /** Laid over the provider's filters. */
  filters?: Filters;
}
