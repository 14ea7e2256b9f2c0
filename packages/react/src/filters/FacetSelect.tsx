import { dimensionTitle, filtersTexts } from "@northstar/core";
import { lazy, Suspense, useRef } from "react";
import { CaretIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { Popover } from "../components/Popover.tsx";
import { BlockSkeleton } from "../components/RowsSkeleton.tsx";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useDimensionFilter } from "./useDimensionFilter.ts";

const ChosenWords = lazy(() => import("./ChosenWords.tsx").then((module) => ({ default: module.ChosenWords })));
const FacetList = lazy(() => import("./FacetList.tsx").then((module) => ({ default: module.FacetList })));

/** px of a list of values, about. */
const HEIGHT = 240;

/** Dimensions whose name is feminine in Spanish: `Fuente Todas`, `Canal Todos`. */
const FEMININE: ReadonlySet<string> = new Set(["source", "campaign", "campaign_name", "template", "profession"]);

/** Chooses values of one dimension, found by searching the server's. Nothing where there is no choice: not for the role, masked, or locked to one value. */
export function FacetSelect({ name }: { name: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const { t, format } = useInterface(filtersTexts);
  const catalog = useCatalog();
  const { selected, isAvailable } = useDimensionFilter(name);
  if (catalog.status === "loading") return <span className="ns-facet ns-skeleton" aria-hidden="true" />;
  if (catalog.status !== "ready" || !isAvailable) return null;
  const title = dimensionTitle(name, catalog.value, format.locale);
  const all = t(FEMININE.has(name) ? "filters.all_feminine" : "filters.all");
  return (
    <>
      <button ref={button} type="button" className="ns-facet" data-chosen={selected.length > 0 || undefined}>
        <span className="ns-facet-name">{title}</span>{" "}
        <span className="ns-facet-value">
          {selected.length === 0 ? (
            all
          ) : selected.length > 2 ? (
            t("filters.chosen", { count: selected.length })
          ) : (
            <Suspense fallback="…">
              <ChosenWords name={name} values={selected} />
            </Suspense>
          )}
        </span>
        <CaretIcon />
      </button>
      <Popover anchor={button} title={title}>
        {() => (
          <Suspense fallback={<BlockSkeleton height={HEIGHT} />}>
            <FacetList name={name} title={title} all={all} />
          </Suspense>
        )}
      </Popover>
    </>
  );
}
