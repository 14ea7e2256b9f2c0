import { usePreferences } from "../preferences.tsx";

/** Language and appearance, for the whole portal. */
export function Settings() {
  const { t, locale, theme, setLocale, setTheme } = usePreferences();
  return (
    <div className="settings">
      <fieldset className="segmented">
        <legend>{t.account.language}</legend>
        <button
          type="button"
          lang="es"
          aria-label="Español"
          aria-pressed={locale === "es"}
          onClick={() => setLocale("es")}
        >
          ES
        </button>
        <button
          type="button"
          lang="en"
          aria-label="English"
          aria-pressed={locale === "en"}
          onClick={() => setLocale("en")}
        >
          EN
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
