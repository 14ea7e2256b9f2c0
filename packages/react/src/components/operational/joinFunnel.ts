import { mapLoadable } from "../../hooks/loadable.ts";
import type { FunnelValue, Loadable } from "../../hooks/types.ts";
import { together } from "../loadable.ts";

/** The steps of one answer with the breakdown of another, which was asked without the filter that its own rows set. */
export function joinFunnel(totals: Loadable<FunnelValue>, parts: Loadable<FunnelValue>): Loadable<FunnelValue> {
  return mapLoadable(together({ totals, parts }), (value) => ({
    ...value.totals,
    breakdown: value.parts.breakdown,
  }));
}
