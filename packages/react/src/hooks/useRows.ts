import type { CatalogQuery, Query } from "@northstar/core";
import { mapLoadable } from "./loadable.ts";
import type { Loadable, Rows } from "./types.ts";
import { useAnswer } from "./useAnswer.ts";

/**
 * Rows of any query, as the server answers them; `loading` while the query is null. The provider's filters are not applied.
 * With a registered catalogue the query names members of one view; one that is made at run time is passed `as CatalogQuery`.
 */
export function useRows(query: CatalogQuery | null): Loadable<Rows> {
  return useQueryRows(query);
}

/** `useRows` for names that only the server's catalogue knows. */
export function useQueryRows(query: Query | null): Loadable<Rows> {
  const answer = useAnswer(
    query && {
      scope: `rows ${JSON.stringify([query.measures, query.dimensions])}`,
      plan: null,
      planKey: "",
      query,
      sources: [],
      anyMeasures: true,
    },
  );
  return mapLoadable(answer, ({ answer: { data, annotation } }) => ({ rows: data, annotation: annotation ?? {} }));
}
