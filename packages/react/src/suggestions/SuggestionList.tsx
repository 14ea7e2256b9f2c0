import type { SuggestionStatus } from "@northstar/core";
import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";

// Apart: a page of its own.
const Page = lazy(() => import("./SuggestionsPage.tsx").then((module) => ({ default: module.SuggestionsPage })));

/**
 * What was suggested and said about the KPIs that the reader sees, with answers, statuses and what was said to them; and a place to write.
 * Needs a server that keeps suggestions; otherwise it says so.
 */
export function SuggestionList({ kpi, status, isMine, suggestion, className, style }: SuggestionListProps) {
  return (
    <Root className={className} style={style} tile="SuggestionList">
      <Suspense fallback={<RowsSkeleton rows={12} />}>
        <Page kpi={kpi} status={status} isMine={isMine} suggestion={suggestion} />
      </Suspense>
    </Root>
  );
}

export interface SuggestionListProps extends BoxProps {
  /** Id of the KPI that is chosen at first. @default all */
  kpi?: string | undefined;
  /** The status that is chosen at first. @default all */
  status?: SuggestionStatus | undefined;
  /** Whether only the reader's own are shown at first. @default false */
  isMine?: boolean | undefined;
  /** Id of the suggestion that is brought into view at first, as messages lead to it. */
  suggestion?: string | undefined;
}
