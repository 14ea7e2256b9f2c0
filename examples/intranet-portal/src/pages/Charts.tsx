import "@northstar/react/styles.css";
import "@northstar/react/own-charts.css";
import { NorthstarProvider } from "@northstar/react";
import { ChartBoard, ChartBuilder } from "@northstar/react/own-charts";
import { UsageReporter } from "@northstar/react/usage";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";

/** A board of one's own, and the charts that are put on it: made by marketing and analysts, looked at by everybody they are shared with. */
export function Charts() {
  const { locale, theme } = usePreferences();
  const { northstarUrl } = useSession();
  return (
    <NorthstarProvider apiUrl={northstarUrl} getToken={fetchNorthstarToken} locale={locale} theme={theme}>
      <div className="charts-page">
        <ChartBoard />
        <ChartBuilder />
      </div>
      <UsageReporter view="charts" />
    </NorthstarProvider>
  );
}
