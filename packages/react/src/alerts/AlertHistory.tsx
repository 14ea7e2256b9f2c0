import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";

// Apart: a page of its own, that few open.
const Page = lazy(() => import("./AlertHistoryPage.tsx").then((module) => ({ default: module.AlertHistoryPage })));

/**
 * What happened to the alerts that the reader may see: fired, recovered, lost sight of, marked as seen, by whom, and who was told. Needs a
 * server that keeps alerts; otherwise it says so.
 */
export function AlertHistory({ rule, className, style }: AlertHistoryProps) {
  return (
    <Root className={className} style={style} tile="AlertHistory">
      <Suspense fallback={<RowsSkeleton rows={12} />}>
        <Page rule={rule} />
      </Suspense>
    </Root>
  );
}

export interface AlertHistoryProps extends BoxProps {
  /** Id of the rule that is chosen at first. @default all */
  rule?: string;
}
