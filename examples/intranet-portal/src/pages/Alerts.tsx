import "@northstar/react/styles.css";
import "@northstar/react/alerts.css";
import { NorthstarProvider } from "@northstar/react";
import { AlertHistory } from "@northstar/react/alerts";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";

/** What happened to the alerts that the person's role sees. */
export function Alerts() {
  const { locale, theme } = usePreferences();
  const { northstarUrl } = useSession();
  return (
    <NorthstarProvider apiUrl={northstarUrl} getToken={fetchNorthstarToken} locale={locale} theme={theme}>
      <AlertHistory />
    </NorthstarProvider>
  );
}
