import { useFreshness } from "../../hooks/useFreshness.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { FreshnessStripView } from "./FreshnessStripView.tsx";

/** How old each source's data are against what is allowed, one cell a source; it ages while it is on screen. */
export function FreshnessStrip({ className, style }: BoxProps) {
  return (
    <Root className={className} style={style} tile="FreshnessStrip">
      <FreshnessStripView state={useFreshness()} />
    </Root>
  );
}
