import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";

// Apart: only its own page loads it.
const Page = lazy(() => import("./MetricsPage.tsx").then((module) => ({ default: module.MetricsPage })));

/**
 * Every metric that the reader's roles see, to be searched, and all that is known of one: what it means, versions of its definition and what
 * changed between them, target and owner, sources, where it is used.
 */
export function MetricCatalog({ metric, onMetricChange, className, style }: MetricCatalogProps) {
  return (
    <Root className={className} style={style} tile="MetricCatalog">
      <Suspense fallback={<RowsSkeleton rows={12} />}>
        <Page metric={metric} onMetricChange={onMetricChange} />
      </Suspense>
    </Root>
  );
}

export interface MetricCatalogProps extends BoxProps {
  /** Id of the metric that is open, null for the list: for a host that keeps it in its address. @default the catalogue keeps it itself */
  metric?: string | null | undefined;
  /** A metric was opened, or left: null. */
  onMetricChange?: ((metric: string | null) => void) | undefined;
}
