import type { DeadLetter } from "@northstar/core";
import { useId, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { momentOf } from "../hooks/momentOf.ts";
import { useNow } from "../hooks/useNow.ts";
import { DeadLetterRecordView } from "./DeadLetterRecordView.tsx";
import { TEXTS } from "./texts.ts";
import { deadLetterWords } from "./words.ts";

/** A record that was set aside: when, why and where; its text on demand. */
export function DeadLetterItem({ letter, isChosen, isBusy, onChoose, onReplay, onDiscard }: DeadLetterItemProps) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const when = momentOf(letter.receivedAt, useNow(), ui);
  const [isOpen, setOpen] = useState(false);
  const recordId = useId();
  return (
    <li className="ns-int-letter">
      <input
        type="checkbox"
        checked={isChosen}
        aria-label={t("integrations.dead_choose", { when })}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <div className="ns-int-letter-body">
        <p className="ns-int-letter-why">{deadLetterWords(letter, ui)}</p>
        <p className="ns-int-minor">
          {when} · <code className="ns-int-code">{letter.reason}</code> · {letter.position}
        </p>
        <div className="ns-int-links">
          <button
            type="button"
            className="ns-link"
            aria-expanded={isOpen}
            aria-controls={recordId}
            onClick={() => setOpen(!isOpen)}
          >
            {t(isOpen ? "integrations.dead_hide" : "integrations.dead_look")}
          </button>
          <button type="button" className="ns-link" aria-disabled={isBusy} onClick={() => !isBusy && onReplay()}>
            {t("integrations.do_replay_this")}
          </button>
          <button type="button" className="ns-link" aria-disabled={isBusy} onClick={() => !isBusy && onDiscard()}>
            {t("integrations.do_discard_this")}
          </button>
        </div>
        <div id={recordId}>{isOpen && <DeadLetterRecordView letter={letter} when={when} />}</div>
      </div>
    </li>
  );
}

interface DeadLetterItemProps {
  letter: DeadLetter;
  isChosen: boolean;
  isBusy: boolean;
  onChoose(isChosen: boolean): void;
  onReplay(): void;
  onDiscard(): void;
}
