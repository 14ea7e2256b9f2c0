import "@northstar/react/styles.css";
import { NorthstarProvider, TechnicalView, useUrlFilters } from "@northstar/react";
import { LinkedView } from "@northstar/react/links";
import { UsageReporter } from "@northstar/react/usage";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";
import { ViewTools } from "./ViewTools.tsx";

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
      <ViewTools view="technical" />
      <LinkedView>
        <TechnicalView />
      </LinkedView>
      <UsageReporter view="technical" />
    </NorthstarProvider>
  );
}
