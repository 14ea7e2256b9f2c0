import { type Pack, toCsv } from "@northstar/core";
import { numberTable } from "./numberRows.ts";
import type { PackWords } from "./PackWords.ts";

/** The numbers of a pack as CSV, with what they are of above them. */
export function packCsv(pack: Pack, words: PackWords): Uint8Array<ArrayBuffer> {
  const { header, rows } = numberTable(pack, words);
  const text = toCsv(
    header,
    rows.map(({ cells }) => cells),
    { decimal: words.format.locale === "es" ? "comma" : "point", comments: [words.title, ...words.lines] },
  );
  return new TextEncoder().encode(text);
}
