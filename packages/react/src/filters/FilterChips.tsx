import { filterChips, filtersTexts } from "@northstar/core";
import { lazy, Suspense, useRef } from "react";
import { useInterface } from "../components/interface.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { useFilterUndo } from "./useFilterUndo.ts";

// Apart, with the words for values: most views open with nothing chosen.
const ChipItems = lazy(() => import("./ChipItems.tsx").then((module) => ({ default: module.ChipItems })));

const NONE: readonly string[] = [];

/** What cuts the numbers, one chip each: what the token imposes, and what was chosen, with a way to undo it. */
export function FilterChips({ without = NONE }: FilterChipsProps) {
  const { filters } = useNorthstar();
  const { t } = useInterface(filtersTexts);
  const catalog = useCatalog();
  const list = useRef<HTMLUListElement>(null);
  useFilterUndo(list);
  const known = catalog.status === "ready" ? catalog.value : null;
  const chips = filterChips(filters.values, known?.access?.filters).filter(
    ({ dimension, isLocked }) => isLocked || !without.includes(dimension),
  );
  return (
    <ul ref={list} className="ns-chips" aria-label={t("filters.chips")} hidden={chips.length === 0}>
      {chips.length > 0 && (
        <Suspense fallback={<Pending />}>
          {/* Names come with the catalogue; until then their place is kept. */}
          {catalog.status === "loading" ? <Pending /> : <ChipItems chips={chips} catalog={known} list={list} />}
        </Suspense>
      )}
    </ul>
  );
}

function Pending() {
  return (
    <li aria-hidden="true">
      <span className="ns-chip ns-skeleton">{"\u00a0".repeat(24)}</span>
    </li>
  );
}

interface FilterChipsProps {
  /** Dimensions of which what is chosen doesn't hold here. @default none */
  without?: readonly string[];
}
