import type { Catalog, SuggestionStatus, SuggestionView } from "@northstar/core";
import { type FormEvent, useId, useState } from "react";
import { momentOf } from "../hooks/momentOf.ts";
import { ExperimentCard } from "./ExperimentCard.tsx";
import { MentionField } from "./MentionField.tsx";
import { MentionText } from "./MentionText.tsx";
import type { Words } from "./texts.ts";
import { type SuggestionAction, useSuggestionAction } from "./useSuggestionAction.ts";
import { useMentionable } from "./useSuggestions.ts";
import { anchorWords, failureWords, textProblemWords } from "./words.ts";

/** One suggestion with its thread, and what its reader may do with it. */
export function SuggestionItem({ ui, suggestion, catalog, now }: SuggestionItemProps) {
  const { t } = ui;
  const titleId = useId();
  const action = useSuggestionAction();
  const [isReplying, setReplying] = useState(false);
  const [draft, setDraft] = useState<string | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const { id, kind, anchor, text, mentions, author, at, editedAt, status, decided, version, replies, may } = suggestion;
  const about = anchorWords(anchor, catalog, ui);
  const when = momentOf(at, now, ui);
  const path = `/${encodeURIComponent(id)}`;
  const move = (next: SuggestionStatus) => void action.send(`${path}/status`, { status: next, basedOn: version });
  return (
    <li className="ns-sug" id={`suggestion-${id}`} data-status={status}>
      <article aria-labelledby={titleId} aria-busy={action.isBusy}>
        <header className="ns-sug-header">
          <h4 id={titleId} className="ns-sug-title">
            {t(`suggestions.kind_${kind}`)} <span className="ns-sug-chip">{about}</span>
          </h4>
          <span className="ns-sug-status" data-status={status}>
            {t(`suggestions.status_${status}`)}
          </span>
        </header>
        <p className="ns-sug-minor">
          {author.name} · {when}
          {editedAt !== null && ` · ${t("suggestions.edited", { when: momentOf(editedAt, now, ui) })}`}
        </p>
        <MentionText text={text} mentions={mentions} />
        {decided && (
          <p className="ns-sug-minor">
            {t("suggestions.decided", {
              status: t(`suggestions.status_${status}`),
              who: decided.by.name,
              when: momentOf(decided.at, now, ui),
            })}
          </p>
        )}
        {suggestion.experiment && <ExperimentCard ui={ui} suggestion={suggestion} catalog={catalog} />}
        {replies.length > 0 && (
          <ol className="ns-sug-replies" aria-label={t.plural("suggestions.replies", replies.length)}>
            {replies.map((reply) => (
              <li key={reply.id}>
                <p className="ns-sug-minor">
                  {reply.author.name} · {momentOf(reply.at, now, ui)}
                </p>
                <MentionText text={reply.text} mentions={reply.mentions} />
              </li>
            ))}
          </ol>
        )}
        {draft !== null && (
          <TextForm
            ui={ui}
            kpi={anchor.kpi}
            label={t("suggestions.text")}
            button={t("suggestions.save")}
            start={draft}
            action={action}
            note={may.edit ? null : t("suggestions.not_open")}
            onSend={(next) => action.send(`${path}/text`, { text: next, basedOn: version })}
            onLeave={() => setDraft(null)}
          />
        )}
        {isReplying && (
          <TextForm
            ui={ui}
            kpi={anchor.kpi}
            label={t("suggestions.reply_text")}
            button={t("suggestions.send")}
            start=""
            action={action}
            note={null}
            onSend={(next) => action.send(`${path}/replies`, { text: next })}
            onLeave={() => setReplying(false)}
          />
        )}
        <p className="ns-sug-actions">
          {!isReplying && (
            <button
              type="button"
              className="ns-link"
              aria-label={t("suggestions.open_thread", { author: author.name, what: about })}
              onClick={() => setReplying(true)}
            >
              {t("suggestions.reply")}
            </button>
          )}
          {may.statuses.map((next) => (
            <button
              key={next}
              type="button"
              className="ns-link"
              disabled={action.isBusy}
              aria-label={t("suggestions.move_of", { move: t(`suggestions.move_${next}`), what: about })}
              onClick={() => move(next)}
            >
              {t(`suggestions.move_${next}`)}
            </button>
          ))}
          {may.edit && draft === null && (
            <button type="button" className="ns-link" onClick={() => setDraft(text)}>
              {t("suggestions.edit")}
            </button>
          )}
          {may.takeBack && !isLeaving && (
            <button type="button" className="ns-link" onClick={() => setLeaving(true)}>
              {t("suggestions.take_back")}
            </button>
          )}
        </p>
        {isLeaving && (
          <fieldset className="ns-sug-sure">
            <legend>{t("suggestions.take_back_sure")}</legend>
            <button
              type="button"
              className="ns-button"
              data-variant="danger"
              disabled={action.isBusy}
              onClick={() => void action.send(`${path}/take-back`, { basedOn: version }, "done")}
            >
              {t("suggestions.take_back")}
            </button>
            <button type="button" className="ns-button" onClick={() => setLeaving(false)}>
              {t("suggestions.cancel")}
            </button>
          </fieldset>
        )}
        {action.error && (
          <p className="ns-form-error" role="alert">
            {failureWords(action.error, ui)}
          </p>
        )}
      </article>
    </li>
  );
}

/** A text that is sent, or left. It stays while it isn't taken. */
function TextForm({ ui, kpi, label, button, start, action, note, onSend, onLeave }: TextFormProps) {
  const people = useMentionable(kpi);
  const [text, setText] = useState(start);
  const [isTried, setTried] = useState(false);
  const problem = textProblemWords(text, ui);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem !== null || action.isBusy || note !== null) return;
    if (await onSend(text)) onLeave();
  };
  return (
    <form className="ns-sug-inner" noValidate onSubmit={(event) => void send(event)}>
      <MentionField
        ui={ui}
        label={label}
        value={text}
        onChange={setText}
        people={people}
        problem={isTried || text !== "" ? problem : null}
      />
      {note !== null && <p className="ns-form-error">{note}</p>}
      <div className="ns-sug-foot">
        <button type="submit" className="ns-button" data-variant="primary" disabled={action.isBusy || note !== null}>
          {button}
        </button>
        <button type="button" className="ns-button" onClick={onLeave}>
          {ui.t("suggestions.cancel")}
        </button>
      </div>
    </form>
  );
}

interface TextFormProps {
  ui: Words;
  kpi: string;
  label: string;
  button: string;
  start: string;
  action: SuggestionAction;
  /** Why it can't be sent any more; null while it can. */
  note: string | null;
  onSend(text: string): Promise<boolean>;
  onLeave(): void;
}

interface SuggestionItemProps {
  ui: Words;
  suggestion: SuggestionView;
  catalog: Catalog | null;
  now: Date;
}
