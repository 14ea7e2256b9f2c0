import type { AlertView, CatalogKpi } from "@northstar/core";
import { useRef } from "react";
import { errorWords } from "../components/errorWords.ts";
import { useInterface } from "../components/interface.ts";
import { Popover } from "../components/Popover.tsx";
import { DrillName } from "../filters/DrillName.tsx";
import type { TileDrill } from "../filters/tileDrill.ts";
import { causeWords, detailWords, remarkWords, statusWords, TEXTS, valueWords } from "./alertWords.ts";
import type { AlertActions } from "./useLiveAlerts.ts";

const SNOOZES = [
  ["1h", 3600],
  ["8h", 8 * 3600],
  ["1d", 24 * 3600],
  ["7d", 7 * 24 * 3600],
] as const;

/** One alert: what it is at, its number against its limit, since when, why, and what can be done about it. */
export function AlertItem({ alert, kpi, now, isWhole, drill, actions }: AlertItemProps) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const snoozeButton = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const { rule, status, level, period, acknowledged, snoozedUntil, cause } = alert;
  const title = rule.title[format.locale];
  const isSnoozed = snoozedUntil !== null && Date.parse(snoozedUntil) > now.getTime();
  const isBusy = actions.busy === alert.id;
  const failure = actions.failure?.id === alert.id ? actions.failure.error : null;
  const isUnseen = status === "no_data" || status === "error";
  const canAcknowledge = level !== null && !acknowledged;
  return (
    <li className="ns-alert" data-level={lookOf(alert)} data-status={status} aria-busy={isBusy}>
      <span className="ns-alert-title">
        <span className="ns-visually-hidden">{statusWords(alert, ui)}: </span>
        <DrillName
          drill={drill}
          kpi={kpi?.id ?? ""}
          name={title}
          start={
            period ? { filters: { period: { start: period[0].slice(0, 10), end: period[1].slice(0, 10) } } } : undefined
          }
        />
      </span>
      <span className="ns-alert-value">
        {isUnseen ? statusWords(alert, ui) : valueWords(alert, kpi?.unit ?? null, ui)}
      </span>
      <span className="ns-alert-detail">
        {status !== "firing" && !isUnseen && `${statusWords(alert, ui)} · `}
        {cause ? causeWords(cause, ui) : detailWords(alert, now, ui)}
      </span>
      {remarkWords(alert, now, ui).map((remark) => (
        <span key={remark} className="ns-alert-detail">
          {remark}
        </span>
      ))}
      {isWhole && rule.note && level !== null && <span className="ns-alert-detail">{rule.note[format.locale]}</span>}
      {level !== null && (
        <span className="ns-alert-actions">
          {canAcknowledge && (
            <button
              type="button"
              className="ns-link"
              disabled={isBusy}
              aria-label={t("live_alerts.acknowledge_of", { title })}
              onClick={() => void actions.acknowledge(alert)}
            >
              {t("live_alerts.acknowledge")}
            </button>
          )}
          {isSnoozed ? (
            <button
              type="button"
              className="ns-link"
              disabled={isBusy}
              aria-label={t("live_alerts.wake_of", { title })}
              onClick={() => void actions.snooze(alert, null)}
            >
              {t("live_alerts.wake")}
            </button>
          ) : (
            <>
              <button
                ref={snoozeButton}
                type="button"
                className="ns-link"
                disabled={isBusy}
                aria-label={t("live_alerts.snooze_of", { title })}
              >
                {t("live_alerts.snooze")}
              </button>
              <Popover anchor={snoozeButton} panel={panel} title={t("live_alerts.snooze_for")}>
                {() => (
                  <div className="ns-alert-snoozes">
                    {SNOOZES.map(([name, seconds]) => (
                      <button
                        key={name}
                        type="button"
                        className="ns-button"
                        onClick={() => {
                          panel.current?.hidePopover();
                          void actions.snooze(alert, seconds);
                        }}
                      >
                        {t(`live_alerts.snooze_${name}`)}
                      </button>
                    ))}
                  </div>
                )}
              </Popover>
            </>
          )}
        </span>
      )}
      {failure && (
        <span className="ns-alert-detail" role="alert">
          <strong>{t("live_alerts.failed")}.</strong> {errorWords(failure, t)}{" "}
          <code>{t("state.error_code", { code: failure.code })}</code>
        </span>
      )}
    </li>
  );
}

/** The bar at its side: the level while it fires, none of the colours while nothing is known or it only may come. */
function lookOf({ status, level }: AlertView): string {
  if (status === "firing" || status === "recovering") return level ?? "amber";
  return status;
}

interface AlertItemProps {
  alert: AlertView;
  /** What it is about, where that is one KPI that the reader sees. */
  kpi: CatalogKpi | null;
  now: Date;
  /** Whether there is room for what to do about it. */
  isWhole: boolean;
  drill: TileDrill | undefined;
  actions: AlertActions;
}
