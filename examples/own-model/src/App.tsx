import "@northstar/react/styles.css";
import { FunnelChart, KpiCard, NorthStarCard, NorthstarProvider, useRows } from "@northstar/react";

/** A support desk's page: every name is one of `catalog.gen.ts`, and `<KpiCard kpi="k_factor" />` doesn't compile here. */
export function App({ apiUrl, getToken }: { apiUrl: string; getToken: () => Promise<string> }) {
  return (
    <NorthstarProvider apiUrl={apiUrl} getToken={getToken} locale="en">
      <NorthStarCard kpi="tickets_opened" />
      <KpiCard kpi="answered_in_time" />
      <FunnelChart funnel="resolution" breakdown="team" breakdownTitle="Team" />
      <Teams />
    </NorthstarProvider>
  );
}

/** Any query of the view, typed by it. */
function Teams() {
  const teams = useRows({
    measures: ["support.tickets_opened"],
    dimensions: ["support.team"],
    timeDimensions: [{ dimension: "support.opened_at", dateRange: ["2026-11-01", "2026-11-30"] }],
    order: [["support.tickets_opened", "desc"]],
  });
  if (teams.status !== "ready") return null;
  return (
    <ul>
      {teams.value.rows.map((row) => (
        <li key={String(row["support.team"])}>
          {row["support.team"]}: {row["support.tickets_opened"]}
        </li>
      ))}
    </ul>
  );
}
