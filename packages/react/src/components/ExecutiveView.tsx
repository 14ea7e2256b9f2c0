import type { KpiId } from "@northstar/core";
import type { ReactNode } from "react";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { AlertTiles } from "./AlertTiles.tsx";
import { Heading, HeadingLevel } from "./Heading.tsx";
import { useInterface } from "./interface.ts";
import { KpiCard } from "./KpiCard.tsx";
import { NorthStarCard } from "./NorthStarCard.tsx";
import { RetentionCard } from "./RetentionCard.tsx";
import { type BoxProps, Root } from "./Root.tsx";
import { SponsorshipPanel } from "./SponsorshipPanel.tsx";
import { ViewHeader } from "./ViewHeader.tsx";
import { InView } from "./viewContext.ts";

// `as string as KpiId`, here and in the other components of Northstar's own model: a host's catalogue may lack these names, and the
// server says so then.
const KPIS = ["new_registrations", "k_factor", "content_minutes"] as const;
const FLAGSHIPS = ["ilt", "tav", "vnr"] as const;

/** How the community and its sponsorship go, on one page: the north star, alerts, indicators, flagship metrics, sponsorship. */
export function ExecutiveView({ className, style }: BoxProps) {
  const { t } = useInterface();
  const { currency, locale } = useNorthstar();
  const money = currencyInPlural(currency, locale);
  return (
    <Root className={className} style={style} tile="ExecutiveView">
      <InView.Provider value={true}>
        <div className="ns-view">
          <ViewHeader title={t("view.executive")} />
          <div className="ns-view-body">
            <div className="ns-grid">
              <Cell span="8">
                <NorthStarCard kpi={"active_professionals" as string as KpiId} />
              </Cell>
              <Cell span="aside">
                <AlertTiles />
              </Cell>
            </div>
            <div className="ns-grid">
              {KPIS.map((kpi) => (
                <Cell key={kpi} span="3">
                  <KpiCard kpi={kpi as string as KpiId} />
                </Cell>
              ))}
              <Cell span="3">
                <RetentionCard />
              </Cell>
            </div>
            <div className="ns-grid">
              {FLAGSHIPS.map((kpi) => (
                <Cell key={kpi} span="4">
                  <KpiCard kpi={kpi as string as KpiId} hasTrend={false} />
                </Cell>
              ))}
            </div>
          </div>
          <section>
            <header className="ns-section-header">
              <Heading className="ns-section-title">{t("section.sponsorship")}</Heading>
              <p className="ns-section-subtitle">{t("section.sponsorship_detail", { currency: money })}</p>
            </header>
            <HeadingLevel level={4}>
              <SponsorshipPanel />
            </HeadingLevel>
          </section>
        </div>
      </InView.Provider>
    </Root>
  );
}

/** `dólares estadounidenses`: the name that amounts have. */
function currencyInPlural(currency: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "name" }).formatToParts(
    2,
  );
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

function Cell({ span, children }: { span: string; children: ReactNode }) {
  return <div data-span={span}>{children}</div>;
}
