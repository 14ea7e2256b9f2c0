import { type KpiRow, operationalTexts } from "@northstar/core";
import { useMemo } from "react";
import { useChartAlerts } from "../../alerts/useChartAlerts.tsx";
import { definitionMarks } from "../../charts/definitionMarks.ts";
import { LineChart } from "../../charts/LineChart.tsx";
import type { TileDrill } from "../../filters/tileDrill.ts";
import { useChartChoice } from "../../filters/useChartChoice.ts";
import type { KpiRowsValue, KpiSeries, KpiValue, Loadable } from "../../hooks/types.ts";
import { DataTable } from "../../table/DataTable.tsx";
import type { DataColumn } from "../../table/dataColumn.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { shownSeries, shownValue } from "../loadable.ts";
import { Masked } from "../Masked.tsx";
import { PartState } from "../PartState.tsx";
import { BlockSkeleton, NoteSkeleton, RowsSkeleton } from "../RowsSkeleton.tsx";
import { seriesTable } from "../seriesTable.ts";
import { EmptyState } from "../states.tsx";
import { Tile } from "../Tile.tsx";
import { KpiNumber, KpiNumbersSkeleton } from "../technical/KpiNumber.tsx";
import { TilePlot } from "../tileTwin.tsx";
import { Why } from "../Why.tsx";
import { subjectsOf } from "../why/whySubject.ts";
import { rowOpening } from "./rowOpening.ts";
import { rowsTable } from "./rowsTable.ts";

const HEIGHT = 168;

/** Numbers and the K-factor's line in one card, those who brought most in another: drawn from states. */
export function ReferralPanelView({
  numbers,
  series,
  referrers,
  isMasked = false,
  count = 5,
  drill,
  referrerDrill,
}: ReferralPanelViewProps) {
  const ui = useInterface(operationalTexts);
  const { t } = ui;
  const answered = shownValue(series);
  const values = shownValue(numbers);
  const trend = useMemo(() => shownSeries(answered, values?.kFactor ?? null), [answered, values]);
  const lines = useMemo(
    () => (trend ? [{ id: "k_factor", title: t("operational.k_factor"), points: trend.points }] : []),
    [trend, t],
  );
  const marks = useMemo(() => definitionMarks(trend ? [trend.kpi] : [], ui), [trend, ui]);
  const places = useChartChoice(drill, "k_factor", trend?.granularity);
  const alerts = useChartAlerts(values?.kFactor.kpi ?? null, trend?.granularity);
  const labels = [t("operational.invitations"), t("operational.referred"), t("operational.k_factor")];
  return (
    <div className="ns-referrals">
      <Tile
        className="ns-kpi"
        title={t("operational.referrals")}
        state={numbers}
        badges={(loaded) => <LateBadge freshness={loaded.registrations.freshness} />}
        tools={(loaded) => <FreshnessMark freshness={loaded.registrations.freshness} />}
        table={({ kFactor }) =>
          trend
            ? seriesTable(
                {
                  title: t("operational.k_factor"),
                  granularity: trend.granularity,
                  lines: lines.map((line) => ({ ...line, unit: kFactor.kpi.unit })),
                  freshness: kFactor.freshness,
                },
                ui,
              )
            : null
        }
        menu={drill && (() => drill.menu)}
        tablePlace="plot"
        skeleton={
          <>
            <KpiNumbersSkeleton labels={labels} look="regular" />
            <TrendSkeleton />
          </>
        }
      >
        {({ invitations, registrations, kFactor }) => (
          <>
            {alerts.feed}
            <div className="ns-numbers">
              <KpiNumber label={t("operational.invitations")} value={invitations} drill={drill} />
              <KpiNumber label={t("operational.referred")} value={registrations} drill={drill} />
              <KpiNumber label={t("operational.k_factor")} value={kFactor} drill={drill} />
            </div>
            {trend ? (
              <TilePlot height={HEIGHT}>
                <p className="ns-note">{t("operational.k_factor_by_month")}</p>
                <LineChart
                  {...places}
                  title={t("operational.k_factor_by_month")}
                  unit={kFactor.kpi.unit}
                  granularity={trend.granularity}
                  series={lines}
                  target={kFactor.kpi.target}
                  marks={marks}
                  bands={alerts.bands}
                  firings={alerts.firings}
                  height={HEIGHT}
                  view="chart"
                />
              </TilePlot>
            ) : (
              <PartState state={series}>
                <TrendSkeleton />
              </PartState>
            )}
          </>
        )}
      </Tile>
      <Referrers state={referrers} isMasked={isMasked} count={count} drill={referrerDrill} />
    </div>
  );
}

function TrendSkeleton() {
  return (
    <div>
      <NoteSkeleton />
      <BlockSkeleton height={HEIGHT} />
    </div>
  );
}

function Referrers({ state, isMasked, count, drill }: ReferrersProps) {
  const ui = useInterface(operationalTexts);
  const { t } = ui;
  const columns = useMemo(
    (): DataColumn<KpiRow>[] => [
      {
        id: "referrer",
        title: t("operational.referrer"),
        value: ({ keys }) => keys.referrer ?? "",
      },
      {
        id: "referred_registrations",
        title: t("operational.registrations_brought"),
        unit: "people",
        bar: true,
        value: ({ values }) => values.referred_registrations ?? null,
      },
      { id: "invitations", title: t("operational.invitations"), value: ({ values }) => values.invitations ?? null },
    ],
    [t],
  );
  const shown = ({ rows }: KpiRowsValue) =>
    rows.filter(({ keys, values }) => keys.referrer !== null && values.referred_registrations).slice(0, count);
  const title = t("operational.top_referrers");
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={state}
      badges={(value) => <LateBadge freshness={value.freshness} />}
      tools={(value) => (
        <>
          <FreshnessMark freshness={value.freshness} />
          <Why value={subjectsOf(value)} title={title} />
        </>
      )}
      table={(value) =>
        isMasked
          ? null
          : rowsTable(
              value,
              shown(value),
              {
                title,
                by: [
                  {
                    name: "referrer",
                    title: t("operational.referrer"),
                    words: ({ keys }) => keys.referrer ?? "",
                  },
                ],
              },
              ui,
            )
      }
      rowsOfPeople
      menu={drill && (() => drill.menu)}
      skeleton={
        <>
          <RowsSkeleton rows={count} />
          <NoteSkeleton />
        </>
      }
    >
      {(value) => {
        if (isMasked) {
          return (
            <div className="ns-state" data-state="masked">
              <Masked />
              <p>{t("operational.referrers_masked")}</p>
            </div>
          );
        }
        const rows = shown(value);
        if (rows.length === 0) {
          return <EmptyState title={t("operational.no_referrers")} detail={t("operational.no_referrers_detail")} />;
        }
        return (
          <DataTable
            title={title}
            rows={rows}
            columns={columns}
            defaultSort={{ id: "referred_registrations", direction: "desc" }}
            caption={t("operational.referrers_note")}
            {...rowOpening(drill, "referrer", (_name, key) => key ?? "", t)}
          />
        );
      }}
    </Tile>
  );
}

interface ReferrersProps {
  state: Loadable<KpiRowsValue>;
  isMasked: boolean;
  count: number;
  drill: TileDrill | undefined;
}

export interface ReferralNumbers {
  invitations: KpiValue;
  registrations: KpiValue;
  kFactor: KpiValue;
}

export interface ReferralPanelViewProps {
  numbers: Loadable<ReferralNumbers>;
  /** The K-factor by month. */
  series: Loadable<KpiSeries>;
  /** Registrations brought and invitations by person. */
  referrers: Loadable<KpiRowsValue>;
  /** Whether the reader's roles see a mask in place of the person. @default false */
  isMasked?: boolean;
  /** @default 5 */
  count?: number;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
  /** And behind those of a person. */
  referrerDrill?: TileDrill | undefined;
}
