import "@northstar/react/styles.css";
import { NorthstarProvider, TechnicalView } from "@northstar/react";
import { fetchNorthstarToken } from "../api.ts";
import { useDashboardFilters } from "../filters.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";

/** Whether the platform works: for those who run it. */
export function Technical() {
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
      <TechnicalView />
    </NorthstarProvider>
  );
}
