const ROWS = ["a", "b", "c", "d", "e", "f"] as const;

/** Where the rows will be. */
export function DrillSkeleton() {
  return (
    <div className="ns-drill-skeleton" aria-hidden="true">
      {ROWS.map((row) => (
        <span key={row} className="ns-skeleton">
          {"\u00a0"}
        </span>
      ))}
    </div>
  );
}
