import { type FormEvent, useState } from "react";
import { errorWords } from "../../components/errorWords.ts";
import { RowsSkeleton } from "../../components/RowsSkeleton.tsx";
import { Tile } from "../../components/Tile.tsx";
import { momentOf } from "../../hooks/momentOf.ts";
import { useNow } from "../../hooks/useNow.ts";
import { SelectField, TextField } from "./FormFields.tsx";
import { areWhole, readLabels, writeLabels } from "./labels.ts";
import type { RulesInterface } from "./texts.ts";
import { type AlertAction, useAlertAction } from "./useAlertAction.ts";
import { useAlertMutes } from "./useRules.ts";

const HOUR = 3_600_000;
const SPANS = { "1h": HOUR, "8h": 8 * HOUR, "1d": 24 * HOUR, "7d": 168 * HOUR } as const;

/** What nobody is told of for now, by label; whoever writes rules adds to it and takes away. */
export function MutesTile({ ui, mayWrite }: { ui: RulesInterface; mayWrite: boolean }) {
  const { t } = ui;
  const now = useNow();
  const state = useAlertMutes();
  const action = useAlertAction();
  return (
    <Tile className="ns-kpi" title={t("alert_rules.mutes")} state={state} skeleton={<RowsSkeleton rows={1} />}>
      {({ mutes }) => (
        <div className="ns-alert-part">
          {mutes.length === 0 && <p className="ns-note">{t("alert_rules.mutes_none")}</p>}
          <ul className="ns-rule-list">
            {mutes.map(({ id, labels, until, by, note }) => (
              <li key={id}>
                {t("alert_rules.mute_until", { labels: writeLabels(labels), until: momentOf(until, now, ui), by })}{" "}
                {note !== null && <span className="ns-alert-minor">{note} </span>}
                {mayWrite && (
                  <button
                    type="button"
                    className="ns-link"
                    disabled={action.isBusy}
                    aria-label={`${t("alert_rules.unmute")}: ${writeLabels(labels)}`}
                    onClick={() => action.send(`/mutes/${encodeURIComponent(id)}/remove`, {})}
                  >
                    {t("alert_rules.unmute")}
                  </button>
                )}
              </li>
            ))}
          </ul>
          {mayWrite && <MuteForm ui={ui} action={action} />}
        </div>
      )}
    </Tile>
  );
}

function MuteForm({ ui, action }: { ui: RulesInterface; action: AlertAction }) {
  const { t } = ui;
  const now = useNow();
  const [typed, setTyped] = useState("");
  const [span, setSpan] = useState<keyof typeof SPANS>("1d");
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const labels = readLabels(typed);
  const isWhole = labels !== undefined && areWhole(labels);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWhole) return;
    const until = new Date(now.getTime() + SPANS[span]).toISOString();
    const isDone = await action.send("/mutes", { labels, until, note: note.trim() === "" ? null : note });
    if (!isDone) return;
    setTyped("");
    setNote("");
    setTried(false);
  };
  return (
    <form className="ns-rule-row" onSubmit={submit} noValidate>
      <TextField
        label={t("alert_rules.mute_labels")}
        problem={isTried && !isWhole ? t("alert_rules.labels_bad") : null}
        value={typed}
        onChange={setTyped}
      />
      <SelectField<keyof typeof SPANS>
        label={t("alert_rules.mute_for")}
        value={span}
        options={(Object.keys(SPANS) as (keyof typeof SPANS)[]).map((value) => ({
          value,
          label: t(`alert_rules.mute_${value}`),
        }))}
        onChange={setSpan}
      />
      <TextField label={t("alert_rules.mute_note")} value={note} onChange={setNote} />
      <button type="submit" className="ns-button ns-rule-remove" disabled={action.isBusy}>
        {t("alert_rules.mute_go")}
      </button>
      <p className="ns-form-error" role="status">
        {action.error && errorWords(action.error, t)}
      </p>
    </form>
  );
}
