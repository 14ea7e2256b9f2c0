import type { KeyboardEvent, ReactNode } from "react";

/** The drawing of a KPI: a double click, or Enter with the focus on its marks, opens what is behind the number. */
export function DrillMarks({ onDrill, className, children }: DrillMarksProps) {
  if (!onDrill) return <div className={className}>{children}</div>;
  const drill = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" || event.defaultPrevented || !(event.target instanceof HTMLElement)) return;
    // Enter on a control is that control's.
    if (event.target.closest("button, a, input, select, summary")) return;
    event.preventDefault();
    onDrill();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut; the tile's menu has it too
    <div className={className} onDoubleClick={onDrill} onKeyDown={drill}>
      {children}
    </div>
  );
}

interface DrillMarksProps {
  /** Without it there is nothing behind the number. */
  onDrill?: (() => void) | undefined;
  className?: string | undefined;
  children: ReactNode;
}
