import { lazy, memo, type ReactNode, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { TileBoundary } from "../components/TileBoundary.tsx";
import type { DataColumn } from "./dataColumn.ts";
import { foldedHeight, foldingOf } from "./folding.ts";
import type { DataSort } from "./useSortedTable.ts";

// Apart, with TanStack Table and Virtual in it: a page whose first number needs no table doesn't load them.
const LazyBody = lazy(() => import("./DataTableBody.tsx").then((module) => ({ default: module.DataTableBody })));
// `memo` and `lazy` forget that the component is generic.
const Body = memo(LazyBody) as unknown as <Row extends object>(
  props: Omit<DataTableProps<Row>, keyof BoxProps>,
) => ReactNode;

/**
 * A table of rows: sorted by its headers, its columns chosen by the reader, numbers in words of their unit with bars in the
 * cells. Up to 50 rows are all in the page; of more only those in sight, in a box of `maxHeight` that scrolls.
 */
export function DataTable<Row extends object>({ className, style, ...props }: DataTableProps<Row>) {
  return (
    <Root className={className} style={style}>
      <TileBoundary>
        <Suspense fallback={<Place {...props} />}>
          <Body {...props} />
        </Suspense>
      </TileBoundary>
    </Root>
  );
}

/** px of a row and of the header, nearly: what comes after the table doesn't move when it comes. */
const ROW = { regular: 38, compact: 26 };
const HEAD = 33;

function Place<Row extends object>({ rows, columns, density = "regular", maxHeight = 480 }: DataTableProps<Row>) {
  const shown = columns.filter(({ isHidden }) => !isHidden);
  const folding = foldingOf(shown);
  const limit = rows.length > 50 ? maxHeight : Number.POSITIVE_INFINITY;
  const height = Math.min(limit, HEAD + rows.length * ROW[density]);
  const folded = folding ? Math.min(limit, foldedHeight(folding, shown.length, rows.length)) : height;
  return (
    <div className="ns-data" aria-hidden="true">
      <div
        className="ns-data-place"
        style={{ "--ns-data-height": `${height}px`, "--ns-data-folded": `${folded}px` } as React.CSSProperties}
      >
        <div className="ns-skeleton-block" />
      </div>
    </div>
  );
}

/** What opens a row. */
export interface RowOpening<Row> {
  onOpen: (row: Row) => void;
  /** What the row's button is called. */
  label: (row: Row) => string;
}

export interface DataTableProps<Row> extends BoxProps {
  /** What the rows are: the table's name for screen readers. */
  title: string;
  rows: readonly Row[];
  /** Keep the list stable between renders. */
  columns: readonly DataColumn<Row>[];
  /** A name that stays with its row when rows change. @default the row's place in `rows` */
  rowKey?: (row: Row, index: number) => string;
  /** Without it, rows stand as they are given until a header is clicked. */
  defaultSort?: DataSort;
  /** Whether the reader chooses columns. @default false */
  hasColumnChoice?: boolean;
  /** Height in px of the box that more than 50 rows scroll in. @default 480 */
  maxHeight?: number;
  /** Makes rows reachable by keyboard and choosable by click, Enter and space. */
  onSelect?: (row: Row) => void;
  isSelected?: (row: Row) => boolean;
  /** A way into each row: a button in it, and Enter on it; Space chooses then. */
  open?: RowOpening<Row>;
  /** A note under the table: what is left out, how many of how many. */
  caption?: ReactNode;
  /** Said when there are no rows. */
  empty?: { title?: string; detail?: string };
  /** @default "regular" */
  density?: "compact" | "regular";
}
