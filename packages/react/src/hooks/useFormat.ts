import type { FormatContext } from "@northstar/core";
import { useMemo } from "react";
import { useNorthstarContext } from "../provider/context.ts";
import { useCatalog } from "./useCatalog.ts";

/** How values are written here: the provider's language, currency and zone of the catalogue (USD and Bogotá until it is here). */
export function useFormat(): FormatContext {
  const { locale } = useNorthstarContext();
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const currency = known?.currency ?? "USD";
  const timeZone = known?.timeZone ?? "America/Bogota";
  return useMemo(() => ({ locale, currency, timeZone }), [locale, currency, timeZone]);
}
