import type { DeadLetter } from "@northstar/core";
import { useEffect, useRef } from "react";
import { useInterface } from "../components/interface.ts";
import { TEXTS } from "./texts.ts";

/** Chooses all in sight, and acts on those chosen or, with none chosen, on all. */
export function DeadLetterTools({
  letters,
  chosen,
  total,
  isBusy,
  onChoose,
  onReplay,
  onDiscard,
}: DeadLetterToolsProps) {
  const { t } = useInterface(TEXTS);
  const box = useRef<HTMLInputElement>(null);
  const isAll = chosen.length === letters.length;
  useEffect(() => {
    // There is no attribute for it.
    if (box.current) box.current.indeterminate = chosen.length > 0 && !isAll;
  });
  const of = chosen.length > 0 ? chosen : null;
  return (
    <div className="ns-int-tools">
      <label className="ns-int-choose">
        <input
          ref={box}
          type="checkbox"
          checked={isAll}
          aria-label={t("integrations.dead_choose_all")}
          onChange={() => onChoose(isAll ? [] : letters.map(({ id }) => id))}
        />
        <span aria-live="polite">
          {of ? t.plural("integrations.dead_chosen", of.length) : t.plural("integrations.dead_total", total)}
        </span>
      </label>
      <div className="ns-int-buttons">
        <button type="button" className="ns-button" aria-disabled={isBusy} onClick={() => !isBusy && onReplay(of)}>
          {t(of ? "integrations.do_replay_chosen" : "integrations.do_replay_all")}
        </button>
        <button type="button" className="ns-button" aria-disabled={isBusy} onClick={() => !isBusy && onDiscard(of)}>
          {t(of ? "integrations.do_discard_chosen" : "integrations.do_discard_all")}
        </button>
      </div>
    </div>
  );
}

interface DeadLetterToolsProps {
  letters: readonly DeadLetter[];
  /** Ids. */
  chosen: readonly string[];
  total: number;
  isBusy: boolean;
  onChoose(ids: readonly string[]): void;
  /** Ids, null for all of the integration. */
  onReplay(ids: readonly string[] | null): void;
  onDiscard(ids: readonly string[] | null): void;
}
