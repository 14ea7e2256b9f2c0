import type { CatalogQuery, Query, RenamedKpiId, Role } from "@northstar/core";
import { FunnelChart } from "../../src/components/FunnelChart.tsx";
import { KpiCard } from "../../src/components/KpiCard.tsx";
import { NorthStarCard } from "../../src/components/NorthStarCard.tsx";
import { useFunnel } from "../../src/hooks/useFunnel.ts";
import { useKpi } from "../../src/hooks/useKpi.ts";
import { useRows } from "../../src/hooks/useRows.ts";

/** While no catalogue is registered, any string is a name. */
export function useAnyNames(name: string, query: Query) {
  useKpi(name);
  useFunnel(name, { breakdown: name });
  useRows(query);
  return [
    <KpiCard key={1} kpi={name} />,
    <NorthStarCard key={2} />,
    <FunnelChart key={3} funnel="anything" breakdown="any_dimension" />,
  ];
}

// @ts-expect-error: no name is a former one
export const renamed: RenamedKpiId = "anything";

// @ts-expect-error: roles stay those of Northstar's own model
export const role: Role = "anything";

export const query: CatalogQuery = { measures: ["any.measure"], dimensions: ["any.dimension"] };

// @ts-expect-error: granularities are the same for every model
query.timeDimensions = [{ dimension: "any.time", granularity: "fortnight" }];
