import { type FormatContext, type KpiId, viewTexts } from "@northstar/core";
import { useMemo } from "react";
import { AlertTiles } from "./AlertTiles.tsx";
import { useInterface } from "./interface.ts";
import { KpiCard } from "./KpiCard.tsx";
import { NorthStarCard } from "./NorthStarCard.tsx";
import { RetentionCard } from "./RetentionCard.tsx";
import { SponsorshipPanel } from "./SponsorshipPanel.tsx";
import { ViewFrame, type ViewPlace, type ViewProps } from "./ViewFrame.tsx";

/** Sections of the executive view, in its own order. */
export const EXECUTIVE_SECTIONS = [
  "north_star",
  "alerts",
  "new_registrations",
  "k_factor",
  "content_minutes",
  "retention",
  "ilt",
  "tav",
  "vnr",
  "sponsorship",
] as const;

export type ExecutiveSection = (typeof EXECUTIVE_SECTIONS)[number];

// `as string as KpiId`, here and in the other components of Northstar's own model: a host's catalogue may lack these names, and the
// server says so then.
const NORTH_STAR = "active_professionals" as string as KpiId;

/** How the community and its sponsorship go, on one page: the north star, alerts, indicators, flagship metrics, sponsorship. */
export function ExecutiveView(props: ExecutiveViewProps) {
  const { t, format } = useInterface(viewTexts);
  const money = useMemo(() => currencyInPlural(format), [format]);
  const places: Record<ExecutiveSection, ViewPlace> = {
    north_star: { span: "8", kpis: [NORTH_STAR], content: <NorthStarCard kpi={NORTH_STAR} /> },
    // Of whatever the roles see.
    alerts: { span: "aside", kpis: [], content: <AlertTiles /> },
    new_registrations: card("new_registrations"),
    k_factor: card("k_factor"),
    content_minutes: card("content_minutes"),
    retention: {
      span: "3",
      kpis: ["retention_30", "retention_60", "retention_90"],
      content: <RetentionCard />,
    },
    ilt: flagship("ilt"),
    tav: flagship("tav", true),
    vnr: flagship("vnr"),
    sponsorship: {
      span: "12",
      kpis: ["sponsorship_revenue", "sponsorship_cost", "sponsorship_net", "sponsorship_roi", "active_sponsors"],
      heading: { title: t("section.sponsorship"), detail: t("section.sponsorship_detail", { currency: money }) },
      content: <SponsorshipPanel />,
    },
  };
  return <ViewFrame name="ExecutiveView" title={t("view.executive")} places={places} {...props} />;
}

function card(kpi: string): ViewPlace {
  return { span: "3", kpis: [kpi], content: <KpiCard kpi={kpi as KpiId} /> };
}

function flagship(kpi: string, isOfCohorts = false): ViewPlace {
  return { span: "4", kpis: [kpi], content: <KpiCard kpi={kpi as KpiId} hasTrend={false} hasNote={isOfCohorts} /> };
}

/** `dólares estadounidenses`: the name that amounts have. */
function currencyInPlural({ currency, locale }: FormatContext): string {
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "name" }).formatToParts(
    2,
  );
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

export type ExecutiveViewProps = ViewProps<ExecutiveSection>;
