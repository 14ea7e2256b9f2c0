import { type PeriodSelection, viewTexts } from "@northstar/core";
import { useInterface } from "../interface.ts";
import { ViewFrame, type ViewPlace, type ViewProps } from "../ViewFrame.tsx";
import { AcquisitionFunnel } from "./AcquisitionFunnel.tsx";
import { CAMPAIGN_KPIS, CampaignTable } from "./CampaignTable.tsx";
import { ChannelComparison } from "./ChannelComparison.tsx";
import { ContentConsumption } from "./ContentConsumption.tsx";
import { ReferralPanel } from "./ReferralPanel.tsx";
import { SegmentEvolution } from "./SegmentEvolution.tsx";
import { TopTopics } from "./TopTopics.tsx";

/** Sections of the operational view, in its own order. */
export const OPERATIONAL_SECTIONS = [
  "funnel",
  "channels",
  "campaigns",
  "segments",
  "content",
  "topics",
  "referrals",
] as const;

export type OperationalSection = (typeof OPERATIONAL_SECTIONS)[number];

const LAST_90_DAYS: PeriodSelection = { preset: "last_90_days" };
const DIMENSIONS = ["source", "channel", "campaign_name", "segment", "content_type", "country"] as const;

/** How marketing and content do: acquisition, campaigns by channel, segments, content and referrals, cut by what the reader chooses. */
export function OperationalView(props: OperationalViewProps) {
  const { t } = useInterface(viewTexts);
  const places: Record<OperationalSection, ViewPlace> = {
    funnel: { span: "12", kpis: [], funnels: ["acquisition"], content: <AcquisitionFunnel /> },
    channels: { span: "12", kpis: CAMPAIGN_KPIS, content: <ChannelComparison /> },
    campaigns: { span: "7", kpis: CAMPAIGN_KPIS, content: <CampaignTable /> },
    segments: { span: "5", kpis: ["segment_people", "segment_flow_people"], content: <SegmentEvolution /> },
    content: { span: "6", kpis: ["content_minutes", "plays", "completion_rate"], content: <ContentConsumption /> },
    topics: { span: "6", kpis: ["content_minutes", "completion_rate"], content: <TopTopics /> },
    referrals: {
      span: "12",
      kpis: ["invitations", "referred_registrations", "k_factor"],
      content: <ReferralPanel />,
    },
  };
  return (
    <ViewFrame
      name="OperationalView"
      title={t("view.operational")}
      dimensions={DIMENSIONS}
      defaultPeriod={LAST_90_DAYS}
      places={places}
      {...props}
    />
  );
}

export type OperationalViewProps = ViewProps<OperationalSection>;
