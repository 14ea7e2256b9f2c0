import "@northstar/react/styles.css";
import {
  ComparisonSelect,
  FunnelChart,
  KpiCard,
  NorthstarProvider,
  PeriodPicker,
  useUrlFilters,
} from "@northstar/react";
import { UsageReporter } from "@northstar/react/usage";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";
import { PageHead } from "./PageHead.tsx";

/** Single pieces of Northstar between the portal's own headings. */
export function Funnel() {
  const { locale, theme, t } = usePreferences();
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
      <PageHead title={t.dashboard.funnelTitle} intro={t.dashboard.funnelIntro}>
        <div className="page-head__controls">
          <PeriodPicker />
          <ComparisonSelect />
        </div>
      </PageHead>
      <UsageReporter view="funnel" />
      <FunnelChart funnel="acquisition" breakdown="source" />
      <div className="kpi-row">
        <KpiCard kpi="new_registrations" />
        <KpiCard kpi="k_factor" />
        <KpiCard kpi="content_minutes" />
      </div>
    </NorthstarProvider>
  );
}
