import type { AlertChannel, AlertDeadLetter } from "@northstar/core";
import { useMemo } from "react";
import { ChartTable } from "../../charts/ChartTable.tsx";
import { errorWords } from "../../components/errorWords.ts";
import { shownValue } from "../../components/loadable.ts";
import { RowsSkeleton } from "../../components/RowsSkeleton.tsx";
import { Tile } from "../../components/Tile.tsx";
import { momentOf } from "../../hooks/momentOf.ts";
import { useNow } from "../../hooks/useNow.ts";
import { DataTable } from "../../table/DataTable.tsx";
import type { DataColumn } from "../../table/dataColumn.ts";
import type { RulesInterface } from "./texts.ts";
import { useAlertAction } from "./useAlertAction.ts";
import { useAlertChannels, useAlertDeadLetters } from "./useRules.ts";

/** The ways out and whether they work, and what couldn't be delivered: tried again or discarded here. */
export function DeliveryTile({ ui }: { ui: RulesInterface }) {
  const { t } = ui;
  const now = useNow();
  const state = useAlertChannels();
  const letters = shownValue(useAlertDeadLetters())?.deadLetters;
  const { isBusy, error, send } = useAlertAction();
  const columns = useMemo(
    () =>
      letterColumns(ui, now, isBusy, (id, what) => {
        void send(`/dead-letters/${encodeURIComponent(id)}/${what}`, {});
      }),
    [ui, now, isBusy, send],
  );
  return (
    <Tile className="ns-kpi" title={t("alert_rules.channels")} state={state} skeleton={<RowsSkeleton rows={2} />}>
      {({ channels }) => (
        <div className="ns-alert-part">
          {channels.length === 0 ? (
            <p className="ns-note">{t("alert_rules.no_channels")}</p>
          ) : (
            <ChartTable
              caption={t("alert_rules.channels")}
              density="regular"
              columns={[t("alert_rules.channel"), t("alert_rules.channel_state"), t("alert_rules.recipients")]}
              rows={channels.map((channel) => channelRow(channel, ui))}
            />
          )}
          {letters &&
            (letters.length === 0 ? (
              <p className="ns-note">{t("alert_rules.dead_none")}</p>
            ) : (
              <DataTable
                title={t("alert_rules.dead")}
                rows={letters}
                columns={columns}
                rowKey={({ id }) => id}
                caption={t("alert_rules.dead")}
              />
            ))}
          <p className="ns-form-error" role="status">
            {error && errorWords(error, t)}
          </p>
        </div>
      )}
    </Tile>
  );
}

function channelRow({ name, kind, problem, recipients }: AlertChannel, { t }: RulesInterface): readonly string[] {
  return [
    `${name} (${kind})`,
    problem === null ? t("alert_rules.channel_ok") : t("alert_rules.channel_problem", { problem }),
    recipients.map(({ title }) => title).join(", ") || "–",
  ];
}

function letterColumns(
  ui: RulesInterface,
  now: Date,
  isBusy: boolean,
  act: (id: string, what: "retry" | "discard") => void,
): DataColumn<AlertDeadLetter>[] {
  const { t } = ui;
  return [
    {
      id: "when",
      title: t("alert_rules.dead_when"),
      align: "start",
      value: ({ at }) => Date.parse(at),
      cell: ({ at }) => momentOf(at, now, ui),
    },
    { id: "rule", title: t("alert_rules.name"), isLead: true, value: ({ ruleId }) => ruleId },
    {
      id: "to",
      title: t("alert_rules.dead_to"),
      value: ({ recipient, channel }) => `${recipient} (${channel})`,
    },
    {
      id: "why",
      title: t("alert_rules.dead_why"),
      value: ({ problem }) => problem,
      cell: ({ problem, attempts }) => (
        <span className="ns-alert-event">
          {problem}
          <span className="ns-alert-minor">{t.plural("alert_rules.dead_tries", attempts)}</span>
        </span>
      ),
    },
    {
      id: "act",
      title: t("alert_rules.dead_act"),
      value: () => "",
      cell: ({ id, recipient }) => (
        <span className="ns-rule-tools">
          {(["retry", "discard"] as const).map((what) => (
            <button
              key={what}
              type="button"
              className="ns-link"
              disabled={isBusy}
              aria-label={`${t(`alert_rules.dead_${what}`)}: ${recipient}`}
              onClick={() => act(id, what)}
            >
              {t(`alert_rules.dead_${what}`)}
            </button>
          ))}
        </span>
      ),
    },
  ];
}
