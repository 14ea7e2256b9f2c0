import type { Catalog } from "@northstar/core";
import { shownValue } from "../components/loadable.ts";
import { momentOf } from "../hooks/momentOf.ts";
import type { Words } from "./texts.ts";
import { useSuggestionAction } from "./useSuggestionAction.ts";
import { useSuggestionNotices } from "./useSuggestions.ts";
import { kpiName } from "./words.ts";

/** What was said to the reader and not read yet; nothing where there is none. */
export function SuggestionNotices({ ui, catalog, now, onOpen }: SuggestionNoticesProps) {
  const { t } = ui;
  const state = shownValue(useSuggestionNotices());
  const action = useSuggestionAction();
  const unread = state?.notices.filter(({ isRead }) => !isRead) ?? [];
  if (unread.length === 0) return null;
  return (
    <section className="ns-card ns-sug-notices" aria-label={t.plural("suggestions.notices", unread.length)}>
      <header className="ns-sug-header">
        <strong>{t.plural("suggestions.notices", unread.length)}</strong>
        <button
          type="button"
          className="ns-link"
          disabled={action.isBusy}
          onClick={() => void action.send("/notices/read", { ids: unread.map(({ id }) => id) }, "done")}
        >
          {t("suggestions.read_all")}
        </button>
      </header>
      <ul className="ns-sug-unread">
        {unread.map(({ id, suggestionId, reason, by, kpi, at, excerpt }) => (
          <li key={id}>
            <button type="button" className="ns-link" onClick={() => onOpen(suggestionId)}>
              {t(`suggestions.notice_${reason}`, { who: by.name, kpi: kpiName(kpi, catalog, ui) })}
            </button>
            <span className="ns-sug-minor">
              {momentOf(at, now, ui)} · {excerpt}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface SuggestionNoticesProps {
  ui: Words;
  catalog: Catalog | null;
  now: Date;
  onOpen(suggestionId: string): void;
}
