import { useFreshness } from "../hooks/useFreshness.ts";
import { FreshnessBadgeView } from "./freshness-badge-view.tsx";
import { type BoxProps, Root } from "./root.tsx";

/** How old the data are, and which source is late. */
export function FreshnessBadge({ className, style }: BoxProps) {
  const state = useFreshness();
  return (
    <Root className={className} style={style} fit="content">
      <FreshnessBadgeView state={state} />
    </Root>
  );
}
