import { FunnelChart, KpiCard, useRows } from "@northstar/react";
import { signToken } from "@northstar/server";

/** Names of Northstar's own model are no names here: compiled by `tsc -p`, which fails when one of these errors is gone. */
export const refused = [
  // @ts-expect-error: a KPI of Northstar's own model
  <KpiCard key={1} kpi="k_factor" />,
  // @ts-expect-error: a funnel of Northstar's own model
  <FunnelChart key={2} funnel="acquisition" />,
  // @ts-expect-error: a dimension of the view that the funnel isn't broken down by
  <FunnelChart key={3} funnel="resolution" breakdown="plan" />,
];

export function useRefused() {
  // @ts-expect-error: a view of Northstar's own model
  useRows({ measures: ["executive.k_factor"] });
}

// @ts-expect-error: a role of Northstar's own model
export const token = signToken({ sub: "ana", roles: ["director"] }, { secret: "" });
