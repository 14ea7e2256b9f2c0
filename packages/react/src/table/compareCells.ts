import type { CellValue } from "./dataColumn.ts";

/** Orders cells that have a value: numbers by size and before texts, texts as the reader's language does, "2" before "10". */
export function cellComparer(locale: string): (a: CellValue, b: CellValue) => number {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
  return (a, b) => {
    if (typeof a === "number") return typeof b === "number" ? a - b : -1;
    if (typeof b === "number") return 1;
    return collator.compare(a ?? "", b ?? "");
  };
}
