import type { KpiId } from "@northstar/core";
import { useTileChoice } from "../../filters/selection.tsx";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { TopTopicsView } from "./TopTopicsView.tsx";
import { useOwnFilters } from "./useOwnFilters.ts";

const IDS = ["content_minutes", "plays", "completions", "completion_rate"] as string[] as KpiId[];
const OWN = ["topic"];

/** Topics by minutes with the share of plays that reach the end; what is beyond the first is gathered. A click filters everything by a topic. */
export function TopTopics({ count = 8, filters, className, style }: TopTopicsProps) {
  const own = useOwnFilters(OWN, filters);
  return (
    <Root className={className} style={style} tile="TopTopics">
      <TopTopicsView
        state={useKpiRows(IDS, { by: OWN, filters: own })}
        count={count}
        choice={useTileChoice("topic", "content_minutes")}
        drill={useTileDrill(IDS, filters)}
      />
    </Root>
  );
}

export interface TopTopicsProps extends BoxProps {
  /** Topics shown by themselves. @default 8 */
  count?: number;
  /** Laid over the provider's filters. */
  filters?: Filters;
}
