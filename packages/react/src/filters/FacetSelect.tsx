import { dimensionTitle, dimensionValueWords, filtersTexts, joinTexts, valueTexts } from "@northstar/core";
import { lazy, Suspense, useRef } from "react";
import { CaretIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { Popover } from "../components/Popover.tsx";
import { useCatalog } from "../hooks/useCatalog.ts";
import { FacetSkeleton } from "./FacetSkeleton.tsx";
import { useDimensionFilter } from "./useDimensionFilter.ts";

const TEXTS = joinTexts(filtersTexts, valueTexts);

const FacetList = lazy(() => import("./FacetList.tsx").then((module) => ({ default: module.FacetList })));

/** Dimensions whose name is feminine in Spanish: `Fuente Todas`, `Canal Todos`. */
const FEMININE: ReadonlySet<string> = new Set(["source", "campaign", "campaign_name", "template", "profession"]);

/** Chooses values of one dimension, found by searching the server's. Nothing where there is no choice: not for the role, masked, or locked to one value. */
export function FacetSelect({ name }: { name: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const { t, format } = useInterface(TEXTS);
  const catalog = useCatalog();
  const { selected, isAvailable } = useDimensionFilter(name);
  if (catalog.status === "loading") return <span className="ns-facet ns-skeleton" aria-hidden="true" />;
  if (catalog.status !== "ready" || !isAvailable) return null;
  const title = dimensionTitle(name, catalog.value, format.locale);
  const words = selected.map((value) => dimensionValueWords(name, value, t, format.locale));
  const all = t(FEMININE.has(name) ? "filters.all_feminine" : "filters.all");
  return (
    <>
      <button ref={button} type="button" className="ns-facet" data-chosen={selected.length > 0 || undefined}>
        <span className="ns-facet-name">{title}</span>{" "}
        <span className="ns-facet-value">
          {words.length === 0
            ? all
            : words.length > 2
              ? t("filters.chosen", { count: words.length })
              : words.join(", ")}
        </span>
        <CaretIcon />
      </button>
      <Popover anchor={button} title={title}>
        {() => (
          <Suspense fallback={<FacetSkeleton />}>
            <FacetList name={name} title={title} all={all} />
          </Suspense>
        )}
      </Popover>
    </>
  );
}
