import "@northstar/react/styles.css";
import { ExecutiveView, NorthstarProvider, useUrlFilters } from "@northstar/react";
import { LinkedView } from "@northstar/react/links";
import { UsageReporter } from "@northstar/react/usage";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";
import { ViewTools } from "./ViewTools.tsx";

/** The whole embedding: where Northstar is, how to get a token, and what to show. */
export function Dashboard() {
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
      <ViewTools view="executive" />
      <LinkedView>
        <ExecutiveView />
      </LinkedView>
      <UsageReporter view="executive" />
    </NorthstarProvider>
  );
}
