import { type PeriodSelection, zoneWords } from "@northstar/core";
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
export const TECHNICAL_SECTIONS = ["freshness", "reliability", "events", "latency", "security", "ingest"] as const;

export type TechnicalSection = (typeof TECHNICAL_SECTIONS)[number];

const LAST_30_DAYS: PeriodSelection = { preset: "last_30_days" };

const PLACES: Readonly<Record<TechnicalSection, ViewPlace>> = {
  // Of whatever there is: how fresh the sources are is for everyone.
  freshness: { span: "12", kpis: [], content: <FreshnessStrip /> },
  reliability: {
    span: "12",
    kpis: ["flow_uptime", "flow_failure_rate", "mttr", "mttr_median", "incidents_resolved", "incidents_opened"],
    content: <ReliabilityPanel />,
  },
  events: {
    span: "7",
    kpis: [
      "events_ingested",
      "events_received",
      "events_per_second",
      "events_per_second_now",
      "events_per_second_peak",
    ],
    content: <EventVolume />,
  },
  latency: {
    span: "5",
    kpis: ["crm_latency_p50", "crm_latency_p95", "crm_latency_p99", "crm_clock_skew_events"],
    content: <LatencyChart />,
  },
  security: {
    span: "12",
    kpis: ["unauthorised_attempts", "bad_signatures", "replays", "rate_limited", "delivery_failures"],
    content: <SecurityPanel />,
  },
  ingest: {
    span: "12",
    kpis: ["integration_runs", "integration_failure_rate", "rows_in", "rows_upserted", "rows_duplicate", "rows_bad"],
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
