import type { CatalogQuery, Query } from "@northstar/core";
import { useMemo } from "react";
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
  // By content: hosts write the query where they use it.
  const text = query && JSON.stringify(query);
  const planned = useMemo(() => {
    if (text === null) return null;
    const asked = JSON.parse(text) as Query;
    const scope = `rows ${JSON.stringify([asked.measures, asked.dimensions])}`;
    return { scope, plan: null, planKey: "", query: asked, sources: [], anyMeasures: true };
  }, [text]);
  const answer = useAnswer(planned);
  return mapLoadable(answer, ({ answer: { data, annotation } }) => ({ rows: data, annotation: annotation ?? {} }));
}
