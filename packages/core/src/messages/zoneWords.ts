import type { Locale } from "../kpi.ts";
import type { ViewKey } from "./areas/view.ts";
import type { Translator } from "./messages.ts";

/** Cities whose name isn't the one of their zone. What isn't here is named as its zone is. */
const CITIES: Readonly<Record<string, string | Readonly<Record<Locale, string>>>> = {
  Asuncion: "Asunción",
  Bogota: "Bogotá",
  Cancun: "Cancún",
  Cordoba: "Córdoba",
  London: { es: "Londres", en: "London" },
  Merida: "Mérida",
  Mexico_City: { es: "Ciudad de México", en: "Mexico City" },
  New_York: { es: "Nueva York", en: "New York" },
  Panama: { es: "Panamá", en: "Panama" },
  Paris: { es: "París", en: "Paris" },
  Sao_Paulo: "São Paulo",
};

/** A reporting zone for readers: `hora de Bogotá`, and `UTC` as it is. */
export function zoneWords(timeZone: string, { locale }: { locale: Locale }, translate: Translator<ViewKey>): string {
  if (!timeZone.includes("/")) return timeZone;
  const id = timeZone.slice(timeZone.lastIndexOf("/") + 1);
  const known = CITIES[id] ?? id.replaceAll("_", " ");
  return translate("view.zone", { city: typeof known === "string" ? known : known[locale] });
}
