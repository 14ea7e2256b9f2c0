import type { CatalogKpi, SuggestionAnchor } from "@northstar/core";
import { lazy, Suspense, useEffect, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { type TileAction, tileActions } from "../export/tileActions.ts";
import { Sheet } from "../filters/Sheet.tsx";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useFilterState, useNorthstarContext } from "../provider/context.ts";
import { TEXTS } from "./texts.ts";

const Form = lazy(() => import("./ComposerForm.tsx").then((module) => ({ default: module.ComposerForm })));

/**
 * Gives the menu of every tile that is named after a KPI an entry to comment on it, or to suggest something, with the filters that are chosen. Put it once into
 * the provider; where the server keeps no suggestions there is nothing to choose.
 */
export function TileSuggestions() {
  const { client } = useNorthstarContext();
  const { t, format } = useInterface(TEXTS);
  const catalog = shownValue(useCatalog());
  const [anchor, setAnchor] = useState<SuggestionAnchor | null>(null);
  const { values } = useFilterState().filters;
  const label = t("suggestions.about_tile");
  const { locale } = format;
  useEffect(() => {
    if (!catalog?.suggestions) return;
    const action: TileAction = (title) => {
      const kpi = catalog.kpis.find((one) => one.title[locale] === title);
      return kpi ? { id: "suggest", label, onSelect: () => setAnchor(anchorOf(kpi, values)) } : null;
    };
    tileActions.set(client, action);
    return () => {
      // Another one may have come meanwhile.
      if (tileActions.get(client) === action) tileActions.delete(client);
    };
  }, [client, catalog, values, label, locale]);
  if (anchor === null) return null;
  return (
    <Root tile="TileSuggestions" fit="content">
      <Sheet title={label} size="large" onClose={() => setAnchor(null)}>
        {() => (
          <Suspense fallback={<RowsSkeleton rows={4} />}>
            <Form anchor={anchor} onSent={undefined} />
          </Suspense>
        )}
      </Sheet>
    </Root>
  );
}

/** What doesn't cut the KPI isn't what its tile is about. */
function anchorOf(
  { id, dimensions = [] }: CatalogKpi,
  values: Readonly<Record<string, readonly string[]>>,
): SuggestionAnchor {
  const own = Object.entries(values).filter(([name, chosen]) => chosen.length > 0 && dimensions.includes(name));
  return own.length > 0 ? { kind: "tile", kpi: id, values: Object.fromEntries(own) } : { kind: "kpi", kpi: id };
}
