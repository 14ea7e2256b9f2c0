import {
  dimensionTitle,
  dimensionValueWords,
  type FilterChip,
  type FiltersKey,
  filterChips,
  filtersTexts,
  joinTexts,
  type ResolvedFilters,
  type Translator,
  type ValueKey,
  valueTexts,
  withoutChip,
} from "@northstar/core";
import { type MouseEvent, useRef } from "react";
import { CloseIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { useFilterUndo } from "./useFilterUndo.ts";

const TEXTS = joinTexts(filtersTexts, valueTexts);
const NONE: readonly string[] = [];

/** What cuts the numbers, one chip each: what the token imposes, and what was chosen, with a way to undo it. */
export function FilterChips({ without = NONE }: FilterChipsProps) {
  const { filters, setFilters } = useNorthstar();
  const { t, format } = useInterface(TEXTS);
  const catalog = useCatalog();
  const list = useRef<HTMLUListElement>(null);
  useFilterUndo(list);
  const known = catalog.status === "ready" ? catalog.value : null;
  const chips = filterChips(filters.values, known?.access?.filters).filter(
    ({ dimension, isLocked }) => isLocked || !without.includes(dimension),
  );
  const apply = (event: MouseEvent<HTMLElement>, values: ResolvedFilters["values"]) => {
    moveFocus(event.currentTarget, list.current);
    setFilters({ values });
  };
  // Names come with the catalogue; until then their place is kept.
  if (catalog.status === "loading" && chips.length > 0) {
    return (
      <ul ref={list} className="ns-chips" aria-hidden="true">
        <li>
          <span className="ns-chip ns-skeleton">{"\u00a0".repeat(24)}</span>
        </li>
      </ul>
    );
  }
  return (
    <ul ref={list} className="ns-chips" aria-label={t("filters.chips")} hidden={chips.length === 0}>
      {chips.map((chip) => {
        const title = dimensionTitle(chip.dimension, known, format.locale);
        const words = chipWords(chip, title, t, format.locale);
        return (
          <li key={`${chip.dimension} ${chip.isLocked} ${chip.values.join("\n")}`}>
            {chip.isLocked ? (
              <span className="ns-chip" data-locked="">
                {words}
              </span>
            ) : (
              <button
                type="button"
                className="ns-chip"
                aria-label={t("filters.remove", { chip: words })}
                onClick={(event) => apply(event, withoutChip(filters.values, chip))}
              >
                {words}
                <CloseIcon />
              </button>
            )}
          </li>
        );
      })}
      {chips.some(({ isLocked }) => !isLocked) && (
        <li>
          <button type="button" className="ns-link" onClick={(event) => apply(event, {})}>
            {t("filters.clear")}
          </button>
        </li>
      )}
    </ul>
  );
}

function chipWords(
  { dimension, values, isLocked }: FilterChip,
  title: string,
  t: Translator<FiltersKey | ValueKey>,
  locale: "es" | "en",
) {
  if (!isLocked && values.length > 1) {
    return t("filters.chip_many", { dimension: title, count: values.length });
  }
  return t(isLocked ? "filters.chip_locked" : "filters.chip", {
    dimension: title,
    values: values.map((value) => dimensionValueWords(dimension, value, t, locale)).join(", "),
  });
}

/** The chip that was pressed goes away: the focus goes to a neighbour, or to the view's first control, and never to the page's beginning. */
function moveFocus(pressed: HTMLElement, list: HTMLElement | null): void {
  const chips = [...(list?.querySelectorAll<HTMLElement>("button.ns-chip") ?? [])];
  const index = chips.indexOf(pressed);
  const neighbour = index < 0 ? undefined : (chips[index + 1] ?? chips[index - 1]);
  const first = list?.parentElement?.querySelector<HTMLElement>("select, button");
  (neighbour ?? first)?.focus();
}

interface FilterChipsProps {
  /** Dimensions of which what is chosen doesn't hold here. @default none */
  without?: readonly string[];
}
