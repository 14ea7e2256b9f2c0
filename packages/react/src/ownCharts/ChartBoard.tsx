import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";

// Apart: a page of its own.
const Page = lazy(() => import("./board/BoardPage.tsx").then((module) => ({ default: module.BoardPage })));

/**
 * The reader's own board of saved charts: put there, moved and sized by pointer or keyboard, and kept for the next time. On a phone it is one
 * column. Every role that has a token keeps one. Needs a server that keeps charts; otherwise it says so.
 */
export function ChartBoard({ board = "main", className, style }: ChartBoardProps) {
  return (
    <Root className={className} style={style} tile="ChartBoard">
      <Suspense fallback={<RowsSkeleton rows={8} />}>
        <Page board={board} />
      </Suspense>
    </Root>
  );
}

export interface ChartBoardProps extends BoxProps {
  /** Which of the reader's boards: lower case letters, digits and "-". @default "main" */
  board?: string;
}
