import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";

// Apart: a page of its own, that few open.
const Page = lazy(() => import("./ReportsPage.tsx").then((module) => ({ default: module.ReportsPage })));

/**
 * Business reviews: the list of those that the reader may open, how to make one of a closed week, month or quarter, and each of them with its summary, exceptions,
 * numbers, charts, comments, actions and files. Needs a server that keeps reviews; otherwise it says so.
 */
export function ReportBuilder({ pack, onPackChange, className, style }: ReportBuilderProps) {
  return (
    <Root className={className} style={style} tile="ReportBuilder">
      <Suspense fallback={<RowsSkeleton rows={8} />}>
        <Page pack={pack} onPackChange={onPackChange} />
      </Suspense>
    </Root>
  );
}

export interface ReportBuilderProps extends BoxProps {
  /** Id of the review that is open, when the host keeps it (in its address); null is the list. @default the component keeps it */
  pack?: string | null;
  /** Another review was opened, or the list. */
  onPackChange?: (pack: string | null) => void;
}
