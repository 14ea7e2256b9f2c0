import { type PeriodSelection, TECHNICAL_METRICS, zoneWords } from "@northstar/core";
import { useInterface } from "../interface.ts";
import { ViewFrame, type ViewPlace, type ViewProps } from "../ViewFrame.tsx";
import { EventVolume } from "./EventVolume.tsx";
import { FreshnessStrip } from "./FreshnessStrip.tsx";
import { IngestPanel } from "./IngestPanel.tsx";
import { LatencyChart } from "./LatencyChart.tsx";
import { ReliabilityPanel } from "./ReliabilityPanel.tsx";
import { SecurityPanel } from "./SecurityPanel.tsx";
import { TEXTS } from "./texts.ts";

/** Sections of the technical view, in its own order. */
export const TECHNICAL_SECTIONS = Object.keys(TECHNICAL_METRICS) as readonly TechnicalSection[];

export type TechnicalSection = keyof typeof TECHNICAL_METRICS;

const LAST_30_DAYS: PeriodSelection = { preset: "last_30_days" };

const PLACES: Readonly<Record<TechnicalSection, ViewPlace>> = {
  // Of whatever there is: how fresh the sources are is for everyone.
  freshness: { span: "12", ...TECHNICAL_METRICS.freshness, content: <FreshnessStrip /> },
  reliability: {
    span: "12",
    ...TECHNICAL_METRICS.reliability,
    content: <ReliabilityPanel />,
  },
  events: {
    span: "7",
    ...TECHNICAL_METRICS.events,
    content: <EventVolume />,
  },
  latency: {
    span: "5",
    ...TECHNICAL_METRICS.latency,
    content: <LatencyChart />,
  },
  security: {
    span: "12",
    ...TECHNICAL_METRICS.security,
    content: <SecurityPanel />,
  },
  ingest: {
    span: "12",
    ...TECHNICAL_METRICS.ingest,
    content: <IngestPanel />,
  },
};

/** Whether the platform works: how fresh the sources are, whether flows run, events and their latency, security, ingest. */
export function TechnicalView(props: TechnicalViewProps) {
  const { t, format } = useInterface(TEXTS);
  return (
    <ViewFrame
      name="TechnicalView"
      title={t("view.technical")}
      note={zoneWords(format.timeZone, format, t)}
      defaultPeriod={LAST_30_DAYS}
      places={PLACES}
      {...props}
    />
  );
}

export type TechnicalViewProps = ViewProps<TechnicalSection>;
