import {
  formatCurrencySymbol,
  formatValue,
  joinTexts,
  type SponsorshipKey,
  sponsorshipTexts,
  type ValueMarkerKey,
  valueMarkerTexts,
  valueWords,
} from "@northstar/core";
import { ChartTable } from "../charts/ChartTable.tsx";
import type { TileDrill } from "../filters/tileDrill.ts";
import type { KpiValue, Loadable } from "../hooks/types.ts";
import { FreshnessMark, LateBadge } from "./FreshnessMark.tsx";
import { type Interface, useInterface } from "./interface.ts";
import { shownValue } from "./loadable.ts";
import { PartState } from "./PartState.tsx";
import { EmptyState } from "./states.tsx";
import { Tile } from "./Tile.tsx";
import type { TileTable } from "./tileTable.ts";
import { Why } from "./Why.tsx";

const TEXTS = joinTexts(sponsorshipTexts, valueMarkerTexts);

/** px of the four tiers that the model has. */
const TIERS_HEIGHT = 188;

/** Sponsors of the period by tier, the largest revenue first: drawn from states. */
export function SponsorTiersView({ sponsors, tiers, drill }: SponsorTiersViewProps) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const rows = shownValue(tiers);
  return (
    <Tile
      className="ns-kpi"
      title={t("sponsorship.active")}
      state={sponsors}
      badges={(value) => <LateBadge freshness={value.freshness} />}
      tools={(value) => (
        <>
          <FreshnessMark freshness={value.freshness} />
          <Why value={value} />
          <span className="ns-tiers-count">{formatValue(value.current, value.kpi.unit, format).full}</span>
        </>
      )}
      table={(value) => tiersTable(rows, value, ui)}
      menu={drill && (() => drill.menu)}
      skeleton={<div aria-hidden="true" className="ns-skeleton-block" style={{ blockSize: TIERS_HEIGHT }} />}
    >
      {() => {
        if (rows === null) {
          return (
            <PartState state={tiers}>
              <div aria-hidden="true" className="ns-skeleton-block" style={{ blockSize: TIERS_HEIGHT }} />
            </PartState>
          );
        }
        if (rows.length === 0) {
          return <EmptyState title={t("sponsorship.empty")} detail={t("sponsorship.empty_detail")} />;
        }
        return (
          <ChartTable
            caption={t("sponsorship.active")}
            density="regular"
            columns={[
              t("sponsorship.tier"),
              t("sponsorship.count"),
              t("sponsorship.amount", { currency: formatCurrencySymbol(format) }),
            ]}
            rows={rows.map(({ tier, sponsors: count, revenue }) => [
              tier === null ? t("sponsorship.no_tier") : valueWords(tier, t),
              formatValue(count, "count", format).full,
              formatValue(revenue, "count", format).full,
            ])}
          />
        );
      }}
    </Tile>
  );
}

function tiersTable(
  rows: readonly SponsorTier[] | null,
  { period, freshness }: KpiValue,
  { t, format }: Interface<SponsorshipKey | ValueMarkerKey>,
): TileTable | null {
  if (!rows || rows.length === 0) return null;
  return {
    title: t("sponsorship.active"),
    columns: [
      { id: "tier", title: t("sponsorship.tier") },
      { id: "sponsors", title: t("sponsorship.count"), unit: "count" },
      {
        id: "revenue",
        title: t("sponsorship.amount", { currency: formatCurrencySymbol(format) }),
        unit: "money",
      },
    ],
    rows: rows.map(({ tier, sponsors, revenue }) => [
      tier === null ? t("sponsorship.no_tier") : valueWords(tier, t),
      sponsors,
      revenue,
    ]),
    period: [period.start, period.end],
    freshness,
  };
}

export interface SponsorTier {
  /** Null for sponsors without one. */
  tier: string | null;
  sponsors: number | null;
  /** Accrued in the period, base currency. */
  revenue: number | null;
}

interface SponsorTiersViewProps {
  sponsors: Loadable<KpiValue>;
  tiers: SponsorTiersState;
  /** The way to what is behind the number. */
  drill?: TileDrill | undefined;
}

export type SponsorTiersState = Loadable<readonly SponsorTier[]>;
