import type { DrillState } from "@northstar/core";
import { DrillPanel } from "./DrillPanel.tsx";
import { FunnelDrillPanel } from "./FunnelDrillPanel.tsx";

/** What is behind a number, or behind a funnel's step. */
export function DrillDialog({ drill, onChange, onClose }: DrillDialogProps) {
  return drill.step === undefined ? (
    <DrillPanel drill={drill} onChange={onChange} onClose={onClose} />
  ) : (
    <FunnelDrillPanel drill={drill} step={drill.step} onChange={onChange} onClose={onClose} />
  );
}

export interface DrillDialogProps {
  drill: DrillState;
  /** Hears of everything that the reader changes in it. */
  onChange: (next: DrillState) => void;
  onClose: () => void;
}
