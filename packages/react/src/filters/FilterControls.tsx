import { countFilters, filtersTexts } from "@northstar/core";
import { useState } from "react";
import { useInterface } from "../components/interface.ts";
import { ComparisonSelect, PeriodPicker } from "../components/PeriodPicker.tsx";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { FacetSelect } from "./FacetSelect.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { Sheet } from "./Sheet.tsx";

/**
 * Period, comparison and facets in a row; where that is narrow, the period and a button that opens the rest in a sheet. The style sheet
 * decides which, by the container.
 */
export function FilterControls({ dimensions }: { dimensions: readonly string[] }) {
  const [isOpen, setOpen] = useState(false);
  const { filters } = useNorthstar();
  const { t } = useInterface(filtersTexts);
  const count = countFilters(filters.values);
  if (dimensions.length === 0) {
    return (
      <>
        <PeriodPicker />
        <ComparisonSelect />
      </>
    );
  }
  const facets = dimensions.map((name) => <FacetSelect key={name} name={name} />);
  return (
    <>
      <PeriodPicker />
      <div className="ns-filter-rest">
        <ComparisonSelect />
        {facets}
      </div>
      <button type="button" className="ns-button ns-filter-open" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {count === 0 ? t("filters.button_none") : t("filters.button_count", { count })}
      </button>
      {isOpen && (
        <Sheet title={t("filters.bar")} onClose={() => setOpen(false)}>
          {(close) => (
            <div className="ns-filter-sheet">
              <ComparisonSelect />
              {facets}
              <FilterChips />
              <button type="button" className="ns-button" data-variant="primary" onClick={close}>
                {t("filters.done")}
              </button>
            </div>
          )}
        </Sheet>
      )}
    </>
  );
}
