import { OPERATIONAL_METRICS, type PeriodSelection, viewTexts } from "@northstar/core";
import { useInterface } from "../interface.ts";
import { ViewFrame, type ViewPlace, type ViewProps } from "../ViewFrame.tsx";
import { AcquisitionFunnel } from "./AcquisitionFunnel.tsx";
import { CampaignTable } from "./CampaignTable.tsx";
import { ChannelComparison } from "./ChannelComparison.tsx";
import { ContentConsumption } from "./ContentConsumption.tsx";
import { ReferralPanel } from "./ReferralPanel.tsx";
import { SegmentEvolution } from "./SegmentEvolution.tsx";
import { TopTopics } from "./TopTopics.tsx";

/** Sections of the operational view, in its own order. */
export const OPERATIONAL_SECTIONS = Object.keys(OPERATIONAL_METRICS) as readonly OperationalSection[];

export type OperationalSection = keyof typeof OPERATIONAL_METRICS;

const LAST_90_DAYS: PeriodSelection = { preset: "last_90_days" };
const DIMENSIONS = ["source", "channel", "campaign_name", "segment", "content_type", "country"] as const;

/** How marketing and content do: acquisition, campaigns by channel, segments, content and referrals, cut by what the reader chooses. */
export function OperationalView(props: OperationalViewProps) {
  const { t } = useInterface(viewTexts);
  const places: Record<OperationalSection, ViewPlace> = {
    funnel: { span: "12", ...OPERATIONAL_METRICS.funnel, content: <AcquisitionFunnel /> },
    channels: { span: "12", ...OPERATIONAL_METRICS.channels, content: <ChannelComparison /> },
    campaigns: { span: "7", ...OPERATIONAL_METRICS.campaigns, content: <CampaignTable /> },
    segments: { span: "5", ...OPERATIONAL_METRICS.segments, content: <SegmentEvolution /> },
    content: { span: "6", ...OPERATIONAL_METRICS.content, content: <ContentConsumption /> },
    topics: { span: "6", ...OPERATIONAL_METRICS.topics, content: <TopTopics /> },
    referrals: {
      span: "12",
      ...OPERATIONAL_METRICS.referrals,
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
