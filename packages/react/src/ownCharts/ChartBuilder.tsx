import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";

// Apart, with Cube's query builder in it: a page of its own, that few open.
const Page = lazy(() => import("./builder/BuilderPage.tsx").then((module) => ({ default: module.BuilderPage })));

/**
 * Charts of one's own and those shared with one's roles, and a form to make and change them, with what it comes to beside it. The roles
 * `marketing` and `analyst` make charts, others look. Needs a server that keeps charts; otherwise it says so.
 */
export function ChartBuilder({ chart, className, style }: ChartBuilderProps) {
  return (
    <Root className={className} style={style} tile="ChartBuilder">
      <Suspense fallback={<RowsSkeleton rows={8} />}>
        <Page chart={chart} />
      </Suspense>
    </Root>
  );
}

export interface ChartBuilderProps extends BoxProps {
  /** Id of the chart that is open at first. @default the list */
  chart?: string;
}
