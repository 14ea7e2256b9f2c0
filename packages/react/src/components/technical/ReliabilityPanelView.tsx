import type { TileDrill } from "../../filters/tileDrill.ts";
import type { Loadable } from "../../hooks/types.ts";
import { RecoveryView, type RecoveryViewProps } from "./RecoveryView.tsx";
import { type FlowUptimes, UptimeView } from "./UptimeView.tsx";

/** Whether the flows run, and how fast what breaks is mended: two tiles drawn from states. */
export function ReliabilityPanelView({ uptimes, days, uptimeDrill, ...recovery }: ReliabilityPanelViewProps) {
  return (
    <div className="ns-reliability">
      <UptimeView state={uptimes} days={days} drill={uptimeDrill} />
      <RecoveryView {...recovery} />
    </div>
  );
}

export interface ReliabilityPanelViewProps extends RecoveryViewProps {
  uptimes: Loadable<FlowUptimes>;
  /** Length of the strips. */
  days: number;
  /** The way to what is behind the uptime. */
  uptimeDrill?: TileDrill | undefined;
}
