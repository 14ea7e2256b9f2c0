import "@northstar/react/styles.css";
import "@northstar/react/metrics.css";
import { NorthstarProvider } from "@northstar/react";
import { MetricCatalog } from "@northstar/react/metrics";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { setSearchWord, useSearchWord } from "../router.tsx";
import { useSession } from "../session.tsx";

const WORD = "indicador";

/** What each indicator of the reader's means; the one that is open is in the address. */
export function Metrics() {
  const { locale, theme } = usePreferences();
  const { northstarUrl } = useSession();
  const metric = useSearchWord(WORD);
  return (
    <NorthstarProvider apiUrl={northstarUrl} getToken={fetchNorthstarToken} locale={locale} theme={theme}>
      <MetricCatalog metric={metric} onMetricChange={(next) => setSearchWord(WORD, next)} />
    </NorthstarProvider>
  );
}
