import type { CatalogKpi, LocalizedText } from "@northstar/core";

/** A KPI of a view as a catalogue has it, with what every invented one shares. */
export function inventKpi(
  view: string,
  id: string,
  title: LocalizedText,
  { timeDimension = "date", ...rest }: Partial<CatalogKpi>,
): CatalogKpi {
  return {
    id,
    version: 1,
    title,
    definition: {
      es: "Definición de ejemplo, en palabras de quien lo lee.",
      en: "A sample definition, in the reader's words.",
    },
    unit: "count",
    polarity: "up",
    grain: "month",
    owner: "Dirección de Comunidad",
    sloSeconds: 3600,
    sources: ["ga4", "crm"],
    roles: ["director", "analyst", "consultant"],
    timeDimension,
    measure: `${view}.${id}`,
    timeDimensionMember: `${view}.${timeDimension}`,
    changelog: [{ version: 1, since: "2025-01-01", note: { es: "Primera definición.", en: "First definition." } }],
    ...rest,
  };
}
