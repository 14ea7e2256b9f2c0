import type { KeyboardEvent, ReactNode } from "react";
import type { TileDrill } from "./tileDrill.ts";

/** The drawing of a KPI: a double click, or Enter with the focus on its marks, opens what is behind the number. */
export function DrillMarks({ drill, kpi, className, children }: DrillMarksProps) {
  if (!drill || (kpi !== undefined && !drill.has(kpi))) return <div className={className}>{children}</div>;
  const open = () => drill.open(kpi === undefined ? {} : { kpi });
  const openByKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" || event.defaultPrevented || !(event.target instanceof HTMLElement)) return;
    // Enter on a control is that control's.
    if (event.target.closest("button, a, input, select, summary")) return;
    event.preventDefault();
    open();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut; the tile's menu has it too
    <div className={className} onDoubleClick={open} onKeyDown={openByKey}>
      {children}
    </div>
  );
}

interface DrillMarksProps {
  /** Without it there is nothing behind the numbers. */
  drill: TileDrill | undefined;
  /** Which of the tile's KPIs is drawn. @default its first */
  kpi?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
}
