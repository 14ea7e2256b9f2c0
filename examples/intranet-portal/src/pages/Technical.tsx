import "@northstar/react/styles.css";
import { NorthstarProvider, TechnicalView, useUrlFilters } from "@northstar/react";
import { UsageReporter } from "@northstar/react/usage";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";

/** Whether the platform works: for those who run it. */
export function Technical() {
  const { locale, theme } = usePreferences();
  const { northstarUrl } = useSession();
  const urlFilters = useUrlFilters();
  return (
    <NorthstarProvider
      apiUrl={northstarUrl}
      getToken={fetchNorthstarToken}
      locale={locale}
      theme={theme}
      {...urlFilters}
    >
      <TechnicalView />
      <UsageReporter view="technical" />
    </NorthstarProvider>
  );
}
