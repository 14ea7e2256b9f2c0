import "@northstar/react/styles.css";
import "@northstar/react/reports.css";
import { NorthstarProvider } from "@northstar/react";
import { ReportBuilder } from "@northstar/react/reports";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { setSearchWord, useSearchWord } from "../router.tsx";
import { useSession } from "../session.tsx";

/** Business reviews of closed periods, as far as the person's role sees their numbers. */
export function Reviews() {
  const { locale, theme } = usePreferences();
  const { northstarUrl } = useSession();
  // Messages lead to a review by its address.
  const pack = useSearchWord("revision");
  return (
    <NorthstarProvider apiUrl={northstarUrl} getToken={fetchNorthstarToken} locale={locale} theme={theme}>
      <ReportBuilder pack={pack} onPackChange={(id) => setSearchWord("revision", id)} />
    </NorthstarProvider>
  );
}
