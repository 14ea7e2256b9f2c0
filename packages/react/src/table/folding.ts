import type { DataColumn } from "./dataColumn.ts";

/** How rows look where there is little room: a name, and under it the other columns side by side, each with its title. */
export interface Folding {
  /** Columns side by side under the name. */
  across: number;
}

/** From this many columns on a phone can't show a table without scrolling it sideways. */
const TOO_WIDE = 4;

/** Characters of a title that a third of a phone's width can't hold. */
const LONG_TITLE = 12;

/** Null for tables that stay tables wherever they are. */
export function foldingOf<Row>(columns: readonly DataColumn<Row>[]): Folding | null {
  if (columns.length < TOO_WIDE) return null;
  const pairs = columns.length - 1;
  const isWordy = columns.some(({ title }) => title.length > LONG_TITLE);
  return { across: pairs === 4 || isWordy ? 2 : 3 };
}

/** px of a header that wraps, of a card's frame and name, and of a line of pairs, nearly. */
const HEAD = 54;
const NAME = 45;
const LINE = 42;

/** Nearly how high the rows are as cards. */
export function foldedHeight({ across }: Folding, columns: number, rows: number): number {
  return HEAD + rows * (NAME + Math.ceil((columns - 1) / across) * LINE);
}
