import "@northstar/react/styles.css";
import { ExecutiveView, NorthstarProvider } from "@northstar/react";
import { fetchNorthstarToken } from "../api.ts";
import { useDashboardFilters } from "../filters.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";

/** The whole embedding: where Northstar is, how to get a token, and what to show. */
export function Dashboard() {
  const { locale, theme } = usePreferences();
  const { northstarUrl } = useSession();
  const [filters, setFilters] = useDashboardFilters();
  return (
    <NorthstarProvider
      apiUrl={northstarUrl}
      getToken={fetchNorthstarToken}
      locale={locale}
      theme={theme}
      filters={filters}
      onFiltersChange={setFilters}
    >
      <ExecutiveView />
    </NorthstarProvider>
  );
}
