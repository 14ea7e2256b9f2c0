import {
  type Catalog,
  dimensionTitle,
  dimensionValueWords,
  type FilterChip,
  type FiltersKey,
  filtersTexts,
  joinTexts,
  type ResolvedFilters,
  type Translator,
  type ValueKey,
  valueTexts,
  withoutChip,
} from "@northstar/core";
import type { MouseEvent, RefObject } from "react";
import { CloseIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";

const TEXTS = joinTexts(filtersTexts, valueTexts);

/** The chips in their list, and what takes all of them back. */
export function ChipItems({ chips, catalog, list }: ChipItemsProps) {
  const { filters, setFilters } = useNorthstar();
  const { t, format } = useInterface(TEXTS);
  const apply = (event: MouseEvent<HTMLElement>, values: ResolvedFilters["values"]) => {
    moveFocus(event.currentTarget, list.current);
    setFilters({ values });
  };
  return (
    <>
      {chips.map((chip) => {
        const title = dimensionTitle(chip.dimension, catalog, format.locale);
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
    </>
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

interface ChipItemsProps {
  chips: readonly FilterChip[];
  /** For the names of dimensions; null where the server doesn't say. */
  catalog: Catalog | null;
  /** The list they are in. */
  list: RefObject<HTMLElement | null>;
}
