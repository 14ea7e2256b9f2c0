import { formatPeriodLabel, type PeriodSelection } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { ViewFrame, type ViewPlace, type ViewProps } from "../components/ViewFrame.tsx";
import { AlertsTile } from "./AlertsTile.tsx";
import { CriteriaTile } from "./CriteriaTile.tsx";
import { ReportsTile } from "./ReportsTile.tsx";
import { RolesTile } from "./RolesTile.tsx";
import { TEXTS } from "./texts.ts";
import { useThisWeek } from "./useThisWeek.ts";
import { FreshnessWeeks, ReaderWeeks } from "./WeeksTile.tsx";

/** Sections of the view of the dashboard's own use, in its own order. */
export const ADOPTION_SECTIONS = ["criteria", "roles", "readers", "freshness", "alerts", "reports"] as const;

export type AdoptionSection = (typeof ADOPTION_SECTIONS)[number];

/** Reviews come once a week, a month and a quarter: a quarter has some of each. */
const LAST_90_DAYS: PeriodSelection = { preset: "last_90_days" };

const placesOf = (viewNames: AdoptionViewProps["viewNames"]): Readonly<Record<AdoptionSection, ViewPlace>> => ({
  criteria: {
    span: "12",
    kpis: ["tactical_freshness_share", "active_roles", "report_time_saved", "reports_produced", "review_packs"],
    content: <CriteriaTile />,
  },
  roles: { span: "6", kpis: ["active_roles", "weekly_readers"], content: <RolesTile viewNames={viewNames} /> },
  readers: { span: "6", kpis: ["weekly_readers", "active_roles"], content: <ReaderWeeks /> },
  freshness: { span: "6", kpis: ["tactical_freshness_share"], content: <FreshnessWeeks /> },
  // Of whatever the roles see.
  alerts: { span: "6", kpis: [], content: <AlertsTile /> },
  reports: {
    span: "12",
    kpis: ["reports_produced", "report_minutes", "report_time_saved", "review_packs"],
    content: <ReportsTile />,
  },
});

/** Whether the dashboard does what it was asked for: who uses it, how fresh its numbers are, what reports cost, how fast alerts are answered. */
export function AdoptionView({ viewNames, ...props }: AdoptionViewProps) {
  const { t, format } = useInterface(TEXTS);
  const week = useThisWeek();
  return (
    <ViewFrame
      name="AdoptionView"
      title={t("adoption.title")}
      note={t("adoption.this_week", { period: formatPeriodLabel(week, format) })}
      defaultPeriod={LAST_90_DAYS}
      places={placesOf(viewNames)}
      {...props}
    />
  );
}

export interface AdoptionViewProps extends ViewProps<AdoptionSection> {
  /** What the host calls views of its own: by the name that `UsageReporter` has there. Keep the object stable between renders. @default as that name */
  viewNames?: Readonly<Record<string, string>> | undefined;
}
