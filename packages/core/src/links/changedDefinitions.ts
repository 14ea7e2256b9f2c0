import type { CatalogKpi } from "../kpi.ts";
import type { ChangedDefinition } from "./types.ts";

/**
 * Versions of KPIs as a link carries them: those that aren't the first. Links are in addresses, which are short, and most definitions
 * never change.
 */
export function linkVersions(kpis: readonly Pick<CatalogKpi, "id" | "version">[]): Readonly<Record<string, number>> {
  return Object.fromEntries(kpis.filter(({ version }) => version !== 1).map(({ id, version }) => [id, version]));
}

/**
 * Which of the KPIs that a reader sees mean something else than when a link was made.
 * @param versions of `linkVersions`; what isn't there was the first
 */
export function changedDefinitions(
  kpis: readonly Pick<CatalogKpi, "id" | "version" | "aliases">[],
  versions: Readonly<Record<string, number>>,
): ChangedDefinition[] {
  return kpis.flatMap(({ id, version, aliases = [] }) => {
    const name = [id, ...aliases.map((alias) => alias.id)].find((one) => Object.hasOwn(versions, one));
    const from = name === undefined ? 1 : (versions[name] ?? 1);
    return from === version ? [] : [{ kpi: id, from, to: version }];
  });
}
