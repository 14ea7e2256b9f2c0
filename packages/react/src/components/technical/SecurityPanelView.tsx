import { BarList } from "../../charts/BarList.tsx";
import type { TileDrill } from "../../filters/tileDrill.ts";
import type { KpiRowsValue, KpiValue, Loadable } from "../../hooks/types.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { shownValue } from "../loadable.ts";
import { PartState } from "../PartState.tsx";
import { EmptyState } from "../states.tsx";
import { Tile } from "../Tile.tsx";
import { TilePlot } from "../tileTwin.tsx";
import { failureBars } from "./failureBars.ts";
import { KpiNumber, KpiNumbersSkeleton } from "./KpiNumber.tsx";
import { type NewestSecurity, SecurityList, securityTable } from "./SecurityList.tsx";
import { SubHeading } from "./SubHeading.tsx";
import { TEXTS } from "./texts.ts";

const NUMBERS = ["unauthorised", "signatures", "replays", "limited", "failures"] as const;

/** What was refused at the door and what couldn't be delivered: five counts, the newest events, failures by class. Drawn from states. */
export function SecurityPanelView({ numbers, newest, failures, drill }: SecurityPanelViewProps) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const events = shownValue(newest);
  const byClass = shownValue(failures);
  return (
    <Tile
      className="ns-kpi"
      title={t("technical.security")}
      state={numbers}
      table={(loaded) => events && securityTable(events, loaded.unauthorised.freshness, ui)}
      menu={drill && (() => drill.menu)}
      tablePlace="plot"
      rowsOfPeople
      badges={(loaded) => (
        <>
          <LateBadge freshness={loaded.unauthorised.freshness} />
          {events && events.recent > 0 && (
            <span className="ns-badge">{t.plural("technical.recent", events.recent)}</span>
          )}
        </>
      )}
      tools={(loaded) => <FreshnessMark freshness={loaded.unauthorised.freshness} />}
      skeleton={
        <>
          <KpiNumbersSkeleton labels={NUMBERS.map((id) => t(`technical.count_${id}`))} />
          <ListSkeleton />
        </>
      }
    >
      {(loaded) => (
        <>
          <div className="ns-numbers" data-tight="">
            {NUMBERS.map((id) => (
              <KpiNumber key={id} label={t(`technical.count_${id}`)} value={loaded[id]} drill={drill} />
            ))}
          </div>
          <div className="ns-security-lists">
            <div>
              <SubHeading>{t("technical.newest")}</SubHeading>
              {events ? (
                <TilePlot height={LIST_HEIGHT}>
                  <SecurityList newest={events} />
                </TilePlot>
              ) : (
                <PartState state={newest}>
                  <ListSkeleton />
                </PartState>
              )}
            </div>
            <div>
              <SubHeading>{t("technical.failures")}</SubHeading>
              {!byClass ? (
                <PartState state={failures}>
                  <ListSkeleton />
                </PartState>
              ) : byClass.rows.length === 0 ? (
                <EmptyState title={t("technical.failures_empty")} detail={t("technical.failures_empty_detail")} />
              ) : (
                <BarList title={t("technical.failures")} unit="count" rows={failureBars(byClass.rows, t)} />
              )}
            </div>
          </div>
        </>
      )}
    </Tile>
  );
}

/** Room for the lines that are read. */
const LIST_HEIGHT = 360;

function ListSkeleton() {
  return (
    <div aria-hidden="true" style={{ blockSize: LIST_HEIGHT }}>
      <div className="ns-skeleton-block" />
    </div>
  );
}

export interface SecurityNumbers {
  unauthorised: KpiValue;
  signatures: KpiValue;
  replays: KpiValue;
  limited: KpiValue;
  /** Delivery failures of WhatsApp and e-mail. */
  failures: KpiValue;
}

export interface SecurityPanelViewProps {
  numbers: Loadable<SecurityNumbers>;
  newest: Loadable<NewestSecurity>;
  /** `delivery_failures` by `failure_channel` and `failure_class`. */
  failures: Loadable<KpiRowsValue>;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
