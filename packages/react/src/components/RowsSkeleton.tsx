/** Room of a table's header and rows. */
export function RowsSkeleton({ rows }: { rows: number }) {
  return (
    <div className="ns-rows-skeleton" aria-hidden="true">
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
