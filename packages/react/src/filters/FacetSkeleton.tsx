const WIDTHS = ["62%", "48%", "71%", "40%", "55%", "66%"] as const;

/** Where a facet's values will be. */
export function FacetSkeleton() {
  return (
    <div className="ns-facet-options" aria-hidden="true">
      {WIDTHS.map((inlineSize) => (
        <div key={inlineSize} className="ns-facet-option">
          <span className="ns-skeleton" style={{ inlineSize }}>
            {"\u00a0"}
          </span>
        </div>
      ))}
    </div>
  );
}
