import type { KpiRow, Translator } from "@northstar/core";
import type { TileDrill } from "../../filters/tileDrill.ts";
import type { RowOpening } from "../../table/DataTable.tsx";
import { keyOf } from "./choice.ts";

/**
 * The way from a row of a dimension's value to what is behind its numbers: a drill that is narrowed to that value.
 * @param words a value in the reader's words
 */
export function rowOpening(
  drill: TileDrill | undefined,
  dimension: string,
  words: (dimension: string, key: string | null | undefined) => string,
  t: Translator,
): { open?: RowOpening<KpiRow> } {
  if (!drill) return {};
  return {
    open: {
      label: ({ keys }) => t("drill.button_of", { title: words(dimension, keys[dimension]) }),
      onOpen: ({ keys }) => drill.open({ values: { [dimension]: [keyOf(keys[dimension])] } }),
    },
  };
}
