import "@northstar/react/styles.css";
import "@northstar/react/suggestions.css";
import { NorthstarProvider } from "@northstar/react";
import { SuggestionList } from "@northstar/react/suggestions";
import { fetchNorthstarToken } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { useSearchWord } from "../router.tsx";
import { useSession } from "../session.tsx";

/** What people suggest and say about the numbers, and what was decided: for all roles, each as it may see them. */
export function Suggestions() {
  const { locale, theme } = usePreferences();
  const { northstarUrl } = useSession();
  // Messages lead to a conversation by its address.
  const suggestion = useSearchWord("sugerencia");
  return (
    <NorthstarProvider apiUrl={northstarUrl} getToken={fetchNorthstarToken} locale={locale} theme={theme}>
      <SuggestionList key={suggestion} suggestion={suggestion ?? undefined} />
    </NorthstarProvider>
  );
}
