import type { ListChartKey } from "@northstar/core";

/** How the items of a list are chosen and drilled into by keyboard; null when they are only to be read. */
export function itemKeys(canSelect: boolean, canDrill: boolean): ListChartKey | null {
  if (canSelect) return canDrill ? "list.keys_select_drill" : "list.keys_select";
  return canDrill ? "list.keys_drill" : null;
}
