import "./catalog.ts";
import { FunnelChart } from "../src/components/FunnelChart.tsx";
import { KpiCard } from "../src/components/KpiCard.tsx";
import { NorthStarCard } from "../src/components/NorthStarCard.tsx";
import { RetentionCard } from "../src/components/RetentionCard.tsx";

export const accepted = [
  <KpiCard key={1} kpi="k_factor" hasTrend={false} />,
  <NorthStarCard key={2} kpi="new_registrations" />,
  <RetentionCard key={3} />,
  <RetentionCard key={4} kpis={{ 30: "k_factor", 60: "k_factor", 90: "k_factor" }} />,
  <FunnelChart key={5} funnel="acquisition" breakdown="country" />,
  <FunnelChart key={6} funnel="acquisition" breakdown="executive.country" />,
  // A name that the KPI had: it compiles, and editors strike it through.
  <KpiCard key={7} kpi="sign_ups" />,
];

export const refused = [
  // @ts-expect-error: no such KPI
  <KpiCard key={1} kpi="k_faktor" />,
  // @ts-expect-error: a funnel is no KPI
  <KpiCard key={2} kpi="acquisition" />,
  // @ts-expect-error: a KPI is no funnel
  <FunnelChart key={3} funnel="k_factor" />,
  // @ts-expect-error: no such funnel
  <FunnelChart key={4} funnel="acquisitions" />,
  // @ts-expect-error: a dimension of another view
  <FunnelChart key={5} funnel="acquisition" breakdown="technical.flow" />,
  // @ts-expect-error: none of the funnel's breakdowns
  <FunnelChart key={6} funnel="acquisition" breakdown="source" />,
  // @ts-expect-error: this catalogue lacks the KPI that is shown by default
  <NorthStarCard key={7} />,
  // @ts-expect-error: a funnel is no KPI
  <RetentionCard key={8} kpis={{ 30: "acquisition", 60: "k_factor", 90: "k_factor" }} />,
];
