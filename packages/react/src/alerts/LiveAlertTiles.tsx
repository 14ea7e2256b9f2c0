import { type AlertView, alertsTexts, type KpiId } from "@northstar/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { AlertsSkeleton } from "../components/AlertsSkeleton.tsx";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { EmptyState } from "../components/states.tsx";
import { Tile } from "../components/Tile.tsx";
import type { TileTable } from "../components/tileTable.ts";
import { useTileDrill } from "../filters/tileDrill.ts";
import type { Loadable } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNow } from "../hooks/useNow.ts";
import { AlertItem } from "./AlertItem.tsx";
import { detailWords, TEXTS as LIVE, statusWords, valueWords } from "./alertWords.ts";
import { type AlertActions, useAlertActions, useLiveAlerts } from "./useLiveAlerts.ts";

/** Alerts as the server keeps them: red first, with what can be done about each. */
export function LiveAlertTiles() {
  return <LiveAlertTilesView state={useLiveAlerts()} actions={useAlertActions()} />;
}

/** More than these are behind a button: the first are the worst. */
const SHOWN = 3;

/** Alerts of the engine, drawn from a state. */
export function LiveAlertTilesView({ state: given, actions }: LiveAlertTilesViewProps) {
  const { t } = useInterface(alertsTexts);
  const ui = useInterface(LIVE);
  const now = useNow();
  const catalog = useCatalog();
  const [isWhole, setWhole] = useState(false);
  // An empty list behind an error is no good news.
  const isUnknown = given.status === "error" && given.stale?.length === 0;
  const state: typeof given = isUnknown ? { ...given, stale: null } : given;
  const kpis = catalog.status === "ready" ? catalog.value.kpis : null;
  const known = useMemo(() => new Map(kpis?.map((kpi) => [kpi.id, kpi])), [kpis]);
  const alerts = shownValue(state) ?? [];
  const drill = useTileDrill(alerts.flatMap(({ kpis: own }) => own).filter((id) => known.has(id)) as KpiId[]);
  const said = useNewRed(state, ui.format.locale);
  const table = (list: readonly AlertView[]): TileTable | null =>
    list.length === 0
      ? null
      : {
          title: t("alerts.title"),
          columns: [
            { id: "alert", title: t("alerts.kpi") },
            { id: "status", title: ui.t("live_alerts.status") },
            { id: "value", title: t("chart.value") },
            { id: "detail", title: t("alerts.threshold") },
          ],
          rows: list.map((alert) => [
            alert.rule.title[ui.format.locale],
            statusWords(alert, ui),
            valueWords(alert, unitOf(alert), ui),
            detailWords(alert, now, ui),
          ]),
        };
  const unitOf = ({ kpis: own }: AlertView) => (own[0] === undefined ? null : (known.get(own[0])?.unit ?? null));

  return (
    <Tile
      className="ns-alerts"
      title={t("alerts.title")}
      state={state}
      tools={(list) => {
        const red = list.filter(isRed).length;
        const amber = list.filter(({ level, status }) => level === "amber" && isFiring(status)).length;
        const unseen = list.filter(({ status }) => status === "no_data" || status === "error").length;
        return (
          <>
            {red > 0 && (
              <span className="ns-badge" data-tone="bad">
                {t.plural("alerts.red", red)}
              </span>
            )}
            {amber > 0 && (
              <span className="ns-badge" data-tone="warn">
                {t.plural("alerts.amber", amber)}
              </span>
            )}
            {unseen > 0 && <span className="ns-badge">{ui.t.plural("live_alerts.unseen", unseen)}</span>}
          </>
        );
      }}
      table={table}
      skeleton={<AlertsSkeleton />}
    >
      {(list) => (
        <>
          {list.length === 0 ? (
            <EmptyState title={t("alerts.empty")} detail={ui.t("live_alerts.empty_detail")} />
          ) : (
            <ul>
              {(isWhole ? list : list.slice(0, SHOWN)).map((alert) => (
                <AlertItem
                  key={alert.id}
                  alert={alert}
                  kpi={(alert.kpis.length === 1 && known.get(alert.kpis[0] ?? "")) || null}
                  now={now}
                  isWhole={isWhole || list.length < SHOWN}
                  drill={drill}
                  actions={actions}
                />
              ))}
            </ul>
          )}
          {list.length > SHOWN && (
            <button type="button" className="ns-link ns-alerts-more" onClick={() => setWhole(!isWhole)}>
              {isWhole ? ui.t("live_alerts.fewer") : ui.t.plural("live_alerts.more", list.length - SHOWN)}
            </button>
          )}
          <span className="ns-visually-hidden" role="status">
            {said === null ? "" : ui.t("live_alerts.said_red", { title: said })}
          </span>
        </>
      )}
    </Tile>
  );
}

const isFiring = (status: AlertView["status"]) => status === "firing" || status === "recovering";
const isRed = ({ level, status }: AlertView) => level === "red" && isFiring(status);

/** Title of an alert that has turned red since the list was first there, for whoever can't see it turn. */
function useNewRed(state: Loadable<readonly AlertView[]>, locale: "es" | "en"): string | null {
  const before = useRef<ReadonlySet<string> | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const alerts = state.status === "ready" ? state.value : null;
  useEffect(() => {
    if (!alerts) return;
    const red = alerts.filter(isRed);
    const fresh = before.current && red.find(({ id }) => !before.current?.has(id));
    before.current = new Set(red.map(({ id }) => id));
    if (fresh) setSaid(fresh.rule.title[locale]);
  }, [alerts, locale]);
  return said;
}

export interface LiveAlertTilesViewProps {
  state: Loadable<readonly AlertView[]>;
  actions: AlertActions;
}
