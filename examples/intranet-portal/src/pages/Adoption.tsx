import "@northstar/react/styles.css";
import "@northstar/react/adoption.css";
import { NorthstarProvider, useUrlFilters } from "@northstar/react";
import { AdoptionView } from "@northstar/react/adoption";
import { UsageReporter } from "@northstar/react/usage";
import { useMemo } from "react";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";

/** Whether the dashboard does what it was asked for: for those who look after it. */
export function Adoption() {
  const { locale, theme, t } = usePreferences();
  const { northstarUrl } = useSession();
  const urlFilters = useUrlFilters();
  // What the portal has beside the views of Northstar.
  const viewNames = useMemo(() => ({ funnel: t.dashboard.funnel, charts: t.dashboard.charts }), [t]);
  return (
    <NorthstarProvider
      apiUrl={northstarUrl}
      getToken={fetchNorthstarToken}
      locale={locale}
      theme={theme}
      {...urlFilters}
    >
      <AdoptionView viewNames={viewNames} />
      <UsageReporter view="adoption" />
    </NorthstarProvider>
  );
}
