import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type Messages, messages } from "./messages/index.ts";

export type Locale = "es" | "en";
export type Theme = "light" | "dark";
export type Localized = Record<Locale, string>;

interface Stored {
  locale?: Locale;
  theme?: Theme;
}

interface Preferences {
  locale: Locale;
  theme: Theme;
  /** The portal's own texts in the chosen language. */
  t: Messages;
  setLocale(locale: Locale): void;
  setTheme(theme: Theme): void;
}

const KEY = "arrayan.preferences";
const PreferencesContext = createContext<Preferences | null>(null);

/** Language and theme of the whole portal; the embedded views follow them. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [stored, setStored] = useState<Stored>(read);
  const locale = stored.locale ?? "es";
  const theme = stored.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(KEY, JSON.stringify(stored));
    } catch {
      // Storage is off: the choice lasts as long as the page.
    }
  }, [stored, locale, theme]);

  const value = useMemo<Preferences>(
    () => ({
      locale,
      theme,
      t: messages[locale],
      setLocale: (next) => setStored((old) => ({ ...old, locale: next })),
      setTheme: (next) => setStored((old) => ({ ...old, theme: next })),
    }),
    [locale, theme],
  );
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (!preferences) throw new Error("usePreferences needs a PreferencesProvider above it.");
  return preferences;
}

function read(): Stored {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Stored;
  } catch {
    return {};
  }
}
