import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";

// Apart: only who administers loads it.
const Page = lazy(() => import("./IntegrationsPage.tsx").then((module) => ({ default: module.IntegrationsPage })));

/**
 * Administration of ingestion, for the role `devops`: what each source is at, its runs, what wasn't understood and what isn't mapped; pausing, running
 * now, loading dates again, rotating secrets. Needs a server that was given `integrations`; everyone else gets one calm place that says why not.
 */
export function IntegrationsAdmin({ className, style }: IntegrationsAdminProps) {
  return (
    <Root className={className} style={style} tile="IntegrationsAdmin">
      <Suspense fallback={<RowsSkeleton rows={12} />}>
        <Page />
      </Suspense>
    </Root>
  );
}

export interface IntegrationsAdminProps extends BoxProps {}
