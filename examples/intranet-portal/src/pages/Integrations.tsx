import "@northstar/react/styles.css";
import "@northstar/react/integrations.css";
import { NorthstarProvider } from "@northstar/react";
import { IntegrationsAdmin } from "@northstar/react/integrations";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";

/** Administration of what is loaded: for those who run it. The others' tokens are refused by the server, whatever page they open. */
export function Integrations() {
  const { locale, theme } = usePreferences();
  const { northstarUrl } = useSession();
  return (
    <NorthstarProvider apiUrl={northstarUrl} getToken={fetchNorthstarToken} locale={locale} theme={theme}>
      <IntegrationsAdmin />
    </NorthstarProvider>
  );
}
