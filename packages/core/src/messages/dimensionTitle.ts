import type { Catalog, Locale } from "../kpi.ts";
import { capitalise } from "./periodWords.ts";

/** A dimension's name for readers: the model's own, or the name in the query made readable where the server doesn't say. */
export function dimensionTitle(name: string, catalog: Pick<Catalog, "dimensionTitles"> | null, locale: Locale): string {
  const short = name.slice(name.indexOf(".") + 1);
  const titles = catalog?.dimensionTitles ?? {};
  const title = Object.hasOwn(titles, short) ? titles[short]?.[locale] : undefined;
  return title ?? capitalise(short.replaceAll("_", " "), { locale });
}
