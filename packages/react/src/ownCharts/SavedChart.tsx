import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { BlockSkeleton } from "../components/RowsSkeleton.tsx";

const View = lazy(() => import("./SavedChartView.tsx").then((module) => ({ default: module.SavedChartView })));

/**
 * A chart that somebody made and saved, by its id: with the numbers that the reader may see, asked for under the reader's own token. Says by
 * name what of it was renamed or isn't for the reader, and when the chart is gone. Needs a server that keeps charts.
 */
export function SavedChart({ id, className, style }: SavedChartProps) {
  return (
    <Root className={className} style={style} tile="SavedChart">
      <Suspense fallback={<BlockSkeleton height={300} />}>
        <View id={id} />
      </Suspense>
    </Root>
  );
}

export interface SavedChartProps extends BoxProps {
  /** As the builder shows it beside a chart, and `GET /northstar/v1/charts` lists it. */
  id: string;
}
