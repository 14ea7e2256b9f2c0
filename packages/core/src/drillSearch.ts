import type { DrillState } from "./drill.ts";
import {
  DEFAULT_PREFIX,
  type FilterSearchOptions,
  isDrillPart,
  periodText,
  readComparison,
  readPeriod,
  readValues,
  valueParts,
} from "./filterSearch.ts";
import type { Filters } from "./filters.ts";
import { joinSearch, readSearchPart, searchParts, writeSearchPart } from "./searchParts.ts";

const NAME = /^[a-zA-Z0-9_.]{1,100}$/;
const PLACE = /^(\*|[a-zA-Z0-9_]{1,100})$/;
/** More than any tile has. */
const MAX_BESIDE = 20;

/**
 * What is drilled into as the search part of a URL: `?ns.drill=open_rate&ns.drill.by=channel&ns.drill.filter.campaign_name=webinar`.
 * A tile's own filters are `ns.drill.tile.period`, `ns.drill.tile.compare` and `ns.drill.tile.filter.…`.
 * @param drill null: nothing is
 * @param search the URL's present one: all other parameters stay as they are written, before these
 * @returns with its `?`, or empty
 */
export function drillToSearch(
  drill: DrillState | null,
  search = "",
  { prefix = DEFAULT_PREFIX }: Pick<FilterSearchOptions, "prefix"> = {},
): string {
  const others = searchParts(search).filter((part) => !isDrillPart(readSearchPart(part)[0], prefix));
  if (!drill) return joinSearch(others);
  const name = `${prefix}.drill`;
  return joinSearch([
    ...others,
    ...writeSearchPart(name, drill.kpi),
    ...(drill.step === undefined ? [] : writeSearchPart(`${name}.step`, drill.step)),
    ...(drill.by === undefined ? [] : writeSearchPart(`${name}.by`, drill.by)),
    ...(drill.beside ?? []).flatMap((kpi) => writeSearchPart(`${name}.beside`, kpi)),
    ...valueParts(drill.values ?? {}, name),
    ...(drill.filters ? tileParts(drill.filters, `${name}.tile`) : []),
  ]);
}

/** Reads what `drillToSearch` wrote; null where nothing is drilled into. What it doesn't know is left out: a URL is anyone's. */
export function drillFromSearch(
  search: string,
  { prefix = DEFAULT_PREFIX }: Pick<FilterSearchOptions, "prefix"> = {},
): DrillState | null {
  const parameters = searchParts(search)
    .map(readSearchPart)
    .filter(([found]) => isDrillPart(found, prefix));
  const name = `${prefix}.drill`;
  const find = (wanted: string) => parameters.find(([found]) => found === wanted)?.[1] ?? "";
  const kpi = find(name);
  if (!NAME.test(kpi)) return null;
  const step = find(`${name}.step`);
  const by = find(`${name}.by`);
  const beside = parameters
    .filter(([found, id]) => found === `${name}.beside` && NAME.test(id))
    .map(([, id]) => id)
    .slice(0, MAX_BESIDE);
  const values = readValues(parameters, name);
  const filters = readTile(parameters, `${name}.tile`);
  return {
    kpi,
    ...(NAME.test(step) && { step }),
    ...(PLACE.test(by) && { by }),
    ...(beside.includes(kpi) && { beside }),
    ...(Object.keys(values).length > 0 && { values }),
    ...(filters && { filters }),
  };
}

/** A tile whose filters choose nothing is for all values, whatever is chosen elsewhere: `ns.drill.tile.filter=` says that. */
function tileParts({ period, comparison, values }: Filters, name: string): string[] {
  const chosen = values ? valueParts(values, name) : [];
  return [
    ...(period ? writeSearchPart(`${name}.period`, periodText(period)) : []),
    ...(comparison ? writeSearchPart(`${name}.compare`, comparison) : []),
    ...(values && chosen.length === 0 ? writeSearchPart(`${name}.filter`, "") : chosen),
  ];
}

function readTile(parameters: readonly (readonly [string, string])[], name: string): Filters | null {
  const find = (wanted: string) => parameters.find(([found]) => found === wanted)?.[1];
  const period = readPeriod(find(`${name}.period`) ?? "");
  const comparison = readComparison(find(`${name}.compare`) ?? "");
  const values = readValues(parameters, name);
  const hasValues = find(`${name}.filter`) !== undefined || Object.keys(values).length > 0;
  if (!period && !comparison && !hasValues) return null;
  return { ...(period && { period }), ...(comparison && { comparison }), ...(hasValues && { values }) };
}
