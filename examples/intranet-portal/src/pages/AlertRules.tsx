import "@northstar/react/styles.css";
import "@northstar/react/alerts.css";
import { NorthstarProvider } from "@northstar/react";
import { AlertRuleEditor } from "@northstar/react/alerts";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";

/** The rules by which alerts fire, for operations to change and for others to read. */
export function AlertRules() {
  const { locale, theme } = usePreferences();
  const { northstarUrl } = useSession();
  return (
    <NorthstarProvider apiUrl={northstarUrl} getToken={fetchNorthstarToken} locale={locale} theme={theme}>
      <AlertRuleEditor />
    </NorthstarProvider>
  );
}
