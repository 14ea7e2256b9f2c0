/**
 * Room of a table's header and its rows, each as high as a row is. A tile that has fewer rows than this, or more, moves what is below it
 * when they come: pass as many as it mostly has.
 */
export function RowsSkeleton({ rows, look = "table" }: RowsSkeletonProps) {
  return (
    <div className="ns-rows-skeleton" data-look={look} aria-hidden="true">
      {Array.from({ length: rows + 1 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <span key={index} className="ns-skeleton" />
      ))}
    </div>
  );
}

/** Room of a drawing. */
export function BlockSkeleton({ height }: { height: number }) {
  return (
    <div aria-hidden="true" style={{ blockSize: height }}>
      <div className="ns-skeleton-block" />
    </div>
  );
}

/** Room of a line of small print. */
export function NoteSkeleton() {
  return (
    <p className="ns-note" aria-hidden="true">
      <span className="ns-skeleton">00 · 00 · 00 de 0000</span>
    </p>
  );
}

interface RowsSkeletonProps {
  rows: number;
  /** `compact` for a table of that density; `bars` for a list of bars, whose last row is that of all others. @default "table" */
  look?: "table" | "compact" | "bars";
}
