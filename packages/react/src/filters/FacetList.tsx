import {
  type DimensionValue,
  dimensionValueWords,
  filtersTexts,
  formatValue,
  joinTexts,
  valueTexts,
} from "@northstar/core";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { CheckIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { EmptyState, ErrorState } from "../components/states.tsx";
import { useFocusWhenShown } from "../components/useFocusWhenShown.ts";
import { FacetSkeleton } from "./FacetSkeleton.tsx";
import { useDimensionFilter } from "./useDimensionFilter.ts";
import { useDimensionValues } from "./useDimensionValues.ts";
import { useVisibleOptions } from "./useVisibleOptions.ts";

const TEXTS = joinTexts(filtersTexts, valueTexts);
/** Options before the last at which the rest of a long list is asked for. */
const NEAR_END = 30;

/** A listbox of a dimension's values under a search field: the field keeps the focus, arrows walk, Enter or Space chooses. */
export function FacetList({ name, title, all, hidesBlank }: FacetListProps) {
  const { t, format } = useInterface(TEXTS);
  const filter = useDimensionFilter(name);
  // What was chosen when the list was opened stands first; a list that reorders under the pointer would be chosen from wrongly.
  const [pinned] = useState(filter.selected);
  const [search, setSearch] = useState("");
  const [active, setActive] = useState<string | null>(null);
  const [isWalking, setWalking] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const state = useDimensionValues(name, search, isWhole);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  // On a phone the keyboard would cover the values: there the field is for whoever wants it.
  useFocusWhenShown(input, true, (field) => (matchMedia("(pointer: coarse)").matches ? null : field));

  const value = shownValue(state);
  const shown = value ? (search === "" ? arrange(value.values, pinned, filter.selected) : value.values) : [];
  const options = hidesBlank ? shown.filter((option) => option.value) : shown;
  const index = options.findIndex((option) => option.value === active);
  const visible = useVisibleOptions({ box: list, count: options.length, kept: index });
  const { scrollTo } = visible;
  useEffect(() => {
    if (index >= 0) scrollTo(index);
  }, [index, scrollTo]);
  // Who comes near the end of what is here wants the rest.
  const isAtEnd = value?.isCut === true && search.trim() === "" && visible.last >= options.length - NEAR_END;
  useEffect(() => {
    if (isAtEnd) setWhole(true);
  }, [isAtEnd]);

  const move = (to: number) => {
    setWalking(true);
    setActive(options[Math.max(0, Math.min(options.length - 1, to))]?.value ?? null);
  };
  const walk = (event: KeyboardEvent) => {
    const chosen = options[index];
    if (event.key === "ArrowDown") move(index + 1);
    else if (event.key === "ArrowUp") move(index < 0 ? options.length - 1 : index - 1);
    else if (event.key === "PageDown") move(index + 8);
    else if (event.key === "PageUp") move(index - 8);
    else if (event.key === "Home" && isWalking) move(0);
    else if (event.key === "End" && isWalking) move(options.length - 1);
    else if (event.key === "Enter" && (chosen ?? options.length === 1))
      filter.toggle((chosen ?? options[0])?.value ?? "");
    else if (event.key === " " && isWalking && chosen) filter.toggle(chosen.value);
    else return;
    event.preventDefault();
  };
  const isFound = search.trim() !== "";

  return (
    <div
      className="ns-facet-list"
      aria-busy={state.status === "loading" || (state.status === "ready" && state.updating)}
    >
      <input
        ref={input}
        type="search"
        className="ns-facet-search"
        role="combobox"
        aria-expanded={true}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={index >= 0 ? `${id}${index}` : undefined}
        aria-label={t("filters.search", { dimension: title })}
        placeholder={t("filters.search", { dimension: title })}
        autoComplete="off"
        spellCheck={false}
        value={search}
        onKeyDown={walk}
        onChange={(event) => {
          setSearch(event.target.value);
          setActive(null);
          setWalking(false);
        }}
      />
      <div
        ref={list}
        id={`${id}list`}
        className="ns-facet-options"
        role="listbox"
        tabIndex={-1}
        aria-multiselectable={true}
        aria-label={t("filters.values", { dimension: title })}
      >
        {visible.options.map(({ index: at, before }) => {
          const option = options[at];
          if (!option) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, which keeps the focus
            <div
              key={option.value}
              ref={visible.measure}
              data-index={at}
              id={`${id}${at}`}
              className="ns-facet-option"
              role="option"
              tabIndex={-1}
              aria-selected={filter.selected.includes(option.value)}
              // Unknown while there are more on the server.
              aria-setsize={value?.isCut ? -1 : options.length}
              aria-posinset={at + 1}
              data-active={at === index || undefined}
              style={before > 0 ? { marginBlockStart: before } : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                filter.toggle(option.value);
                setActive(option.value);
              }}
            >
              <CheckIcon />
              <span className="ns-facet-option-name">{dimensionValueWords(name, option.value, t, format.locale)}</span>
              {value && option.weight !== null && (
                <span className="ns-facet-option-weight">
                  {formatValue(option.weight, value.kpi.unit, format, { compact: true }).full}
                </span>
              )}
            </div>
          );
        })}
        {visible.after > 0 && <div aria-hidden="true" style={{ blockSize: visible.after }} />}
      </div>
      {value === null && state.status === "loading" && <FacetSkeleton />}
      {state.status === "error" && <ErrorState state={state} />}
      {value && options.length === 0 && (
        <EmptyState
          title={isFound ? t("filters.none_found", { search: search.trim() }) : t("filters.none")}
          detail={isFound ? t("filters.none_found_detail") : t("filters.none_detail")}
        />
      )}
      {value && (
        <div className="ns-facet-footer">
          <p>
            {value.isCut && isWhole && !isFound
              ? t("filters.more")
              : t("filters.by", { kpi: value.kpi.title[format.locale] })}
          </p>
          <button type="button" className="ns-link" disabled={filter.selected.length === 0} onClick={filter.clear}>
            {all}
          </button>
        </div>
      )}
      <p className="ns-visually-hidden" role="status">
        {value && isFound ? t.plural("filters.found", options.length) : ""}
      </p>
    </div>
  );
}

interface FacetListProps {
  name: string;
  /** The dimension's, for readers. */
  title: string;
  /** On the button that chooses none. */
  all: string;
  /** Without the rows that have no value, for what can't say them. */
  hidesBlank?: boolean;
}

/** Values that were chosen first, with those that the server doesn't name: too small, or with nothing left under the other filters. */
function arrange(
  values: readonly DimensionValue[],
  pinned: readonly string[],
  selected: readonly string[],
): readonly DimensionValue[] {
  const unnamed = selected.filter(
    (chosen) => !pinned.includes(chosen) && !values.some(({ value }) => value === chosen),
  );
  const first = [...pinned, ...unnamed];
  return [
    ...first.map((chosen) => values.find(({ value }) => value === chosen) ?? { value: chosen, weight: null }),
    ...values.filter(({ value }) => !first.includes(value)),
  ];
}
