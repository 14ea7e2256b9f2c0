import { useFreshness } from "../hooks/useFreshness.ts";
import { FreshnessBadgeView } from "./FreshnessBadgeView.tsx";
import { type BoxProps, Root } from "./Root.tsx";

/** How old the data are, and which source is late. */
export function FreshnessBadge({ className, style }: BoxProps) {
  const state = useFreshness();
  return (
    <Root className={className} style={style} tile="FreshnessBadge" fit="content">
      <FreshnessBadgeView state={state} />
    </Root>
  );
}
