import type { PeriodSelection } from "@northstar/core";
import { zoneWords } from "@northstar/core";
import { DefaultPeriod } from "../DefaultPeriod.tsx";
import { useInterface } from "../interface.ts";
import type { BoxProps } from "../Root.tsx";
import { Root } from "../Root.tsx";
import { ViewHeader } from "../ViewHeader.tsx";
import { InView } from "../viewContext.ts";
import { EventVolume } from "./EventVolume.tsx";
import { FreshnessStrip } from "./FreshnessStrip.tsx";
import { IngestPanel } from "./IngestPanel.tsx";
import { LatencyChart } from "./LatencyChart.tsx";
import { ReliabilityPanel } from "./ReliabilityPanel.tsx";
import { SecurityPanel } from "./SecurityPanel.tsx";

const LAST_30_DAYS: PeriodSelection = { preset: "last_30_days" };

/** Whether the platform works: how fresh the sources are, whether flows run, events and their latency, security, ingest. */
export function TechnicalView({ className, style }: BoxProps) {
  const { t, format } = useInterface();
  return (
    <Root className={className} style={style}>
      <DefaultPeriod period={LAST_30_DAYS}>
        <InView.Provider value={true}>
          <div className="ns-view">
            <ViewHeader title={t("view.technical")} note={zoneWords(format.timeZone, format, t)} />
            <div className="ns-view-body">
              <FreshnessStrip />
              <ReliabilityPanel />
              <div className="ns-events-latency">
                <EventVolume />
                <LatencyChart />
              </div>
              <SecurityPanel />
              <IngestPanel />
            </div>
          </div>
        </InView.Provider>
      </DefaultPeriod>
    </Root>
  );
}
