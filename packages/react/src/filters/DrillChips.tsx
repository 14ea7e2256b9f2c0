import {
  type DrillState,
  dimensionTitle,
  dimensionValueWords,
  drillTexts,
  filterChips,
  filtersTexts,
  joinTexts,
  valueTexts,
  withoutChip,
} from "@northstar/core";
import { CloseIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { FilterChips } from "./FilterChips.tsx";

const TEXTS = joinTexts(drillTexts, filtersTexts, valueTexts);

/** What cuts the numbers of a drill: what narrows it alone, its tile's own filters, and what is chosen. */
export function DrillChips({ drill, onChange }: DrillChipsProps) {
  const { t, format } = useInterface(TEXTS);
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const own = drill.values ?? {};
  const chips = [
    ...filterChips(own).map((chip) => ({ ...chip, isOwn: true })),
    ...filterChips(drill.filters?.values ?? {})
      .filter(({ dimension }) => !Object.hasOwn(own, dimension))
      .map((chip) => ({ ...chip, isOwn: false })),
  ];
  return (
    <>
      {chips.length > 0 && (
        <ul className="ns-chips" aria-label={t("drill.here")}>
          {chips.map((chip) => {
            const title = dimensionTitle(chip.dimension, known, format.locale);
            const words =
              chip.values.length > 1
                ? t("filters.chip_many", { dimension: title, count: chip.values.length })
                : t("filters.chip", {
                    dimension: title,
                    values: chip.values
                      .map((value) => dimensionValueWords(chip.dimension, value, t, format.locale))
                      .join(", "),
                  });
            return (
              <li key={`${chip.dimension} ${chip.values.join("\n")}`}>
                {chip.isOwn ? (
                  <button
                    type="button"
                    className="ns-chip"
                    aria-label={t("filters.remove", { chip: words })}
                    onClick={(event) => {
                      // The chip goes away: the focus stays in the dialog.
                      event.currentTarget.closest("dialog")?.querySelector<HTMLElement>(".ns-drill-place")?.focus();
                      onChange({ ...drill, values: withoutChip(own, chip) });
                    }}
                  >
                    {words}
                    <CloseIcon />
                  </button>
                ) : (
                  <span className="ns-chip">{words}</span>
                )}
              </li>
            );
          })}
          <li className="ns-note">{t("drill.here")}</li>
        </ul>
      )}
      {/* A tile that says its values itself doesn't follow what is chosen. */}
      {!drill.filters?.values && <FilterChips without={Object.keys(own)} />}
    </>
  );
}

interface DrillChipsProps {
  drill: DrillState;
  onChange: (next: DrillState) => void;
}
