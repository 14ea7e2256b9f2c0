import {
  type Catalog,
  type CatalogKpi,
  type DimensionValue,
  dimensionTitle,
  dimensionValueWords,
  type PeriodContext,
  planDimensionValues,
  readDimensionValues,
  searchable,
  valueTexts,
} from "@northstar/core";
import { useEffect, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { mapLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { usePlanned } from "../hooks/usePlanned.ts";
import type { Target, Unready } from "../hooks/useTarget.ts";

/** The values that may be chosen of a dimension. */
export interface DimensionValues {
  /** The KPI that orders them and gives each its weight. */
  kpi: CatalogKpi;
  /** Largest first. */
  values: readonly DimensionValue[];
  /** True when there are more than these: they are found by searching. */
  isCut: boolean;
}

const DEBOUNCE_MS = 250;

/**
 * Values of a dimension with data in the chosen period, under what is chosen of the other dimensions: choosing a country narrows the
 * campaigns. `denied` where the role sees no number that the dimension cuts, or sees only a mask of it.
 * @param name without the view: `campaign_name`
 * @param search part of a value or of its words; asks the server only where not all values are here already
 * @param isWhole whether all of a long list are wanted, up to 10,000, and not its first 200
 */
export function useDimensionValues(name: string, search = "", isWhole = false): Loadable<DimensionValues> {
  const settled = useDebounced(search.trim(), DEBOUNCE_MS);
  // An emptied field is not waited for.
  const sought = search.trim() === "" ? "" : settled;
  const first = useAskedValues(name, "", true);
  const goesOn = isWhole && first.status === "ready" && first.value.isCut;
  const whole = useAskedValues(name, "", goesOn, true);
  const all = goesOn && whole.status === "ready" ? whole : first;
  const isCut = all.status === "ready" && all.value.isCut;
  const found = useAskedValues(name, sought, isCut && sought !== "");
  const { t, format } = useInterface(valueTexts);
  if (isCut && sought !== "") return found;
  const part = searchable(search.trim());
  if (part === "") return all;
  return mapLoadable(all, (value) => ({
    ...value,
    values: value.values.filter(
      (each) =>
        searchable(each.value).includes(part) ||
        searchable(dimensionValueWords(name, each.value, t, format.locale)).includes(part),
    ),
  }));
}

function useAskedValues(name: string, search: string, isAsked: boolean, isWhole = false): Loadable<DimensionValues> {
  const { filters } = useNorthstar();
  return usePlanned(
    useDimensionTarget(name),
    ({ kpis }: Catalog, context: PeriodContext) => {
      const plan = isAsked ? planDimensionValues(name, search, kpis, filters, context, isWhole) : null;
      const scope = `values ${name}${search === "" ? "" : " found"}${isWhole ? " whole" : ""}`;
      return plan && { scope, plan, planKey: "", query: plan.query, sources: plan.kpi.sources };
    },
    (_catalog, { plan, answer }) => ({
      kpi: plan.kpi,
      values: readDimensionValues(plan, answer.data),
      isCut: answer.data.length >= plan.limit,
    }),
  );
}

/** The catalogue, when it has a number that the dimension cuts. */
function useDimensionTarget(name: string): Target<Catalog> | Unready {
  const catalog = useCatalog();
  if (catalog.status === "error") return { ...catalog, stale: null };
  if (catalog.status !== "ready") return catalog;
  const known = catalog.value;
  if (known.kpis.some(({ dimensions }) => dimensions?.includes(name))) return { catalog: known, item: known };
  return {
    status: "denied",
    title: { es: dimensionTitle(name, known, "es"), en: dimensionTitle(name, known, "en") },
    owner: null,
    roles: [],
    detail: `Your roles see no KPI that can be cut by "${name}".`,
  };
}

/** A value once it has stood still. */
function useDebounced<T>(value: T, delayMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
