import { usePreferences } from "../preferences.tsx";

/** Language and appearance, for the whole portal. */
export function Settings() {
  const { t, locale, theme, setLocale, setTheme } = usePreferences();
  return (
    <div className="settings">
      <fieldset className="segmented">
        <legend>{t.account.language}</legend>
        <button type="button" lang="es" aria-pressed={locale === "es"} onClick={() => setLocale("es")}>
          Español
        </button>
        <button type="button" lang="en" aria-pressed={locale === "en"} onClick={() => setLocale("en")}>
          English
        </button>
      </fieldset>
      <fieldset className="segmented">
        <legend>{t.account.theme}</legend>
        <button type="button" aria-pressed={theme === "light"} onClick={() => setTheme("light")}>
          {t.account.light}
        </button>
        <button type="button" aria-pressed={theme === "dark"} onClick={() => setTheme("dark")}>
          {t.account.dark}
        </button>
      </fieldset>
    </div>
  );
}
