import type { Query } from "@northstar/core";
import { mapLoadable } from "./loadable.ts";
import type { Loadable, Rows } from "./types.ts";
import { useAnswer } from "./useAnswer.ts";

/** Rows of any query, as the server answers them; `loading` while the query is null. The provider's filters are not applied. */
export function useRows(query: Query | null): Loadable<Rows> {
  const answer = useAnswer(
    query && {
      scope: `rows ${JSON.stringify([query.measures, query.dimensions])}`,
      plan: null,
      planKey: "",
      query,
      sources: [],
    },
  );
  return mapLoadable(answer, ({ answer: { data, annotation } }) => ({ rows: data, annotation }));
}
