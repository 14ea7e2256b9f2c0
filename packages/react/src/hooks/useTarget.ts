import { type Catalog, type CatalogFunnel, type CatalogKpi, findKpi, type NamedKpi } from "@northstar/core";
import { useMemo } from "react";
import { NorthstarError } from "../errors.ts";
import { warnOnce } from "../warnOnce.ts";
import { errorLoadable } from "./loadable.ts";
import type { Loadable } from "./types.ts";
import { useCatalog } from "./useCatalog.ts";

/** Something of the catalogue together with the catalogue it is from. */
export interface Target<T> {
  catalog: Catalog;
  item: T;
}

/** The states in which nothing can be asked yet. */
export type Unready = Exclude<Loadable<never>, { status: "ready" }>;

/** Finds a KPI in the catalogue, by a name that it had too: `denied` when the roles may not see it, `unknown_kpi` when there is none of that name. */
export function useKpiTarget(id: string): Target<CatalogKpi> | Unready {
  const catalog = useCatalog();
  return useMemo(() => findKpiTarget(catalog, id), [catalog, id]);
}

/** Finds several KPIs, all or none: the first that can't be had says why. */
export function useKpiTargets(ids: readonly string[]): Target<readonly CatalogKpi[]> | Unready {
  const catalog = useCatalog();
  const names = ids.join("\n");
  return useMemo(() => {
    const items: CatalogKpi[] = [];
    for (const id of names === "" ? [] : names.split("\n")) {
      const target = findKpiTarget(catalog, id);
      if (!isTarget(target)) return target;
      items.push(target.item);
    }
    if (catalog.status === "ready") return { catalog: catalog.value, item: items };
    return catalog.status === "error" ? { ...catalog, stale: null } : catalog;
  }, [catalog, names]);
}

function findKpiTarget(catalog: Loadable<Catalog>, id: string): Target<CatalogKpi> | Unready {
  return findTarget(catalog, "KPI", id, ({ kpis, denied }) => ({ shown: kpis, denied }));
}

/** Finds a funnel in the catalogue: `denied` when the roles may not see it, `unknown_funnel` when there is none of that name. */
export function useFunnelTarget(id: string): Target<CatalogFunnel> | Unready {
  return findTarget(useCatalog(), "funnel", id, ({ funnels, deniedFunnels }) => ({
    shown: funnels,
    denied: deniedFunnels ?? [],
  }));
}

/** True when something was found, so that it can be asked for. */
export function isTarget<T>(target: Target<T> | Unready): target is Target<T> {
  return "catalog" in target;
}

/** What of one kind the roles may see, and what they may not. */
interface Lists<T> {
  shown: readonly T[];
  denied: readonly (NonNullable<Catalog["deniedFunnels"]>[number] & NamedKpi)[];
}

function findTarget<T extends NamedKpi>(
  catalog: Loadable<Catalog>,
  kind: "KPI" | "funnel",
  id: string,
  list: (catalog: Catalog) => Lists<T>,
): Target<T> | Unready {
  if (catalog.status === "error") return { ...catalog, stale: null };
  if (catalog.status !== "ready") return catalog;
  const lists = list(catalog.value);
  const item = findNamed(lists.shown, id);
  if (item) return { catalog: catalog.value, item };
  const denied = findNamed(lists.denied, id);
  if (denied) {
    const { title, owner = null, roles } = denied;
    return { status: "denied", title, owner, roles, detail: `"${id}" is for ${roles.join(", ") || "other roles"}.` };
  }
  const known = lists.shown.map((candidate) => candidate.id);
  return errorLoadable<never>(
    new NorthstarError(
      kind === "KPI" ? "unknown_kpi" : "unknown_funnel",
      `There is no ${kind} "${id}" in this server's catalogue. It has: ${known.join(", ") || "none"}.`,
    ),
    () => {},
  ) as Unready;
}

function findNamed<T extends NamedKpi>(list: readonly T[], id: string): T | null {
  const found = findKpi(list, id);
  if (found?.alias) {
    warnOnce(
      `The KPI "${id}" is called "${found.kpi.id}" since ${found.alias.since}. The old name still works; use the new one, and generate the catalogue anew.`,
    );
  }
  return found?.kpi ?? null;
}
