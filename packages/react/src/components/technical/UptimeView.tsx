import type { UptimeStripData } from "@northstar/core";
import { UptimeStrip } from "../../charts/UptimeStrip.tsx";
import type { TileDrill } from "../../filters/tileDrill.ts";
import type { KpiFreshness, Loadable } from "../../hooks/types.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { EmptyState } from "../states.tsx";
import { Tile } from "../Tile.tsx";
import { Why } from "../Why.tsx";
import type { WhySubject } from "../why/whySubject.ts";
import { uptimeTable } from "./tables.ts";
import { TEXTS } from "./texts.ts";

/** Each flow's last days as a strip, the worst flow first: drawn from a state. */
export function UptimeView({ state, days, drill }: UptimeViewProps) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  return (
    <Tile
      className="ns-kpi"
      title={t("technical.uptime")}
      state={state}
      table={(value) => uptimeTable(value, ui)}
      menu={drill && (() => drill.menu)}
      badges={(value) => <LateBadge freshness={value.freshness} />}
      tools={(value) => (
        <>
          <FreshnessMark freshness={value.freshness} />
          <span className="ns-note">{t("technical.days", { count: days })}</span>
          {value.subjects && <Why value={value.subjects} />}
        </>
      )}
      skeleton={<div aria-hidden="true" className="ns-skeleton-block" style={{ blockSize: SKELETON_HEIGHT }} />}
    >
      {({ strips, slo }) =>
        strips.length === 0 ? (
          <EmptyState title={t("technical.uptime_empty")} detail={t("technical.uptime_empty_detail")} />
        ) : (
          <UptimeStrip title={t("technical.uptime")} strips={strips} slo={slo} />
        )
      }
    </Tile>
  );
}

/** Five strips. */
const SKELETON_HEIGHT = 142;

interface UptimeViewProps {
  state: Loadable<FlowUptimes>;
  /** Length of the strips. */
  days: number;
  /** The way to what is behind them. */
  drill?: TileDrill | undefined;
}

export interface FlowUptimes {
  /** The worst first; each with its name for readers. */
  strips: readonly (UptimeStripData & { label: string })[];
  /** Fraction of the time that a flow has to be up. */
  slo: number;
  freshness: KpiFreshness;
  /** What "why this number" tells of it. */
  subjects?: readonly WhySubject[];
}
