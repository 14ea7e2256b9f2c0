import type { SuggestionAnchor } from "@northstar/core";
import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";

// Apart: what few write waits until somebody does.
const Form = lazy(() => import("./ComposerForm.tsx").then((module) => ({ default: module.ComposerForm })));

/**
 * Writes a comment about a KPI, a tile with its filters or a point in time; consultants and analysts also suggestions and experiments.
 * What was typed stays when sending fails.
 */
export function SuggestionComposer({ anchor, onSent, className, style }: SuggestionComposerProps) {
  return (
    <Root className={className} style={style} tile="SuggestionComposer">
      <Suspense fallback={<RowsSkeleton rows={4} />}>
        <Form anchor={anchor} onSent={onSent} />
      </Suspense>
    </Root>
  );
}

export interface SuggestionComposerProps extends BoxProps {
  /** What it is about. @default the reader chooses a KPI and, if they like, a day */
  anchor?: SuggestionAnchor | undefined;
  /** It was sent and is in the lists. */
  onSent?: (() => void) | undefined;
}
