import "@northstar/react/styles.css";
import { NorthstarProvider, OperationalView, useUrlFilters } from "@northstar/react";
import { LinkedView } from "@northstar/react/links";
import { UsageReporter } from "@northstar/react/usage";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";
import { ViewTools } from "./ViewTools.tsx";

/** How marketing and content do: for those who run them. */
export function Operational() {
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
      <ViewTools view="operational" />
      <LinkedView>
        <OperationalView />
      </LinkedView>
      <UsageReporter view="operational" />
    </NorthstarProvider>
  );
}
