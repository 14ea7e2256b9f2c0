import { type BoxProps, Root } from "../components/Root.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { FilterControls } from "./FilterControls.tsx";

/** Period, comparison and dimensions to choose by, and under them, as chips, what cuts the numbers. For a view of the host's own. */
export function FilterBar({ dimensions = NO_DIMENSIONS, className, style }: FilterBarProps) {
  return (
    <Root className={className} style={style}>
      <div className="ns-filter-bar">
        <div className="ns-view-controls">
          <FilterControls dimensions={dimensions} />
        </div>
        <FilterChips />
      </div>
    </Root>
  );
}

const NO_DIMENSIONS: readonly string[] = [];

export interface FilterBarProps extends BoxProps {
  /**
   * Names of dimensions without the view, in order: `["source", "channel", "campaign_name", "segment", "content_type", "country"]`.
   * One that the role can't choose by isn't shown. @default none
   */
  dimensions?: readonly string[];
}
