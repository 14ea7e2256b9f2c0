import { lazy, Suspense } from "react";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";

// Apart: a page of its own, that few open.
const Page = lazy(() => import("./rules/RulesPage.tsx").then((module) => ({ default: module.RulesPage })));

/**
 * The rules by which alerts fire, on KPIs that the reader may see. The role `devops` makes and changes them, tries them on history before,
 * and takes back what was deleted; others read. Rules of code are changed there. Needs a server that keeps alerts; otherwise it says so.
 */
export function AlertRuleEditor({ rule, className, style }: AlertRuleEditorProps) {
  return (
    <Root className={className} style={style} tile="AlertRuleEditor">
      <Suspense fallback={<RowsSkeleton rows={12} />}>
        <Page rule={rule} />
      </Suspense>
    </Root>
  );
}

export interface AlertRuleEditorProps extends BoxProps {
  /** Id of the rule that is open at first. @default the list */
  rule?: string;
}
