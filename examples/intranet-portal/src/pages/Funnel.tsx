import "@northstar/react/styles.css";
import { FunnelChart, KpiCard, NorthstarProvider } from "@northstar/react";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";
import { PageHead } from "./PageHead.tsx";

/** Single pieces of Northstar between the portal's own headings. */
export function Funnel() {
  const { locale, theme, t } = usePreferences();
  const { northstarUrl } = useSession();
  return (
    <>
      <PageHead title={t.dashboard.funnelTitle} intro={t.dashboard.funnelIntro} />
      <NorthstarProvider apiUrl={northstarUrl} getToken={fetchNorthstarToken} locale={locale} theme={theme}>
        <div className="kpi-row">
          <KpiCard kpi="new_registrations" />
          <KpiCard kpi="k_factor" />
          <KpiCard kpi="content_minutes" />
        </div>
        <FunnelChart funnel="acquisition" />
      </NorthstarProvider>
    </>
  );
}
