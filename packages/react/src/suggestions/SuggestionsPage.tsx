import { SUGGESTION_STATUSES, type SuggestionFilter, type SuggestionStatus } from "@northstar/core";
import { useEffect, useId, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { EmptyState } from "../components/states.tsx";
import { Tile } from "../components/Tile.tsx";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNow } from "../hooks/useNow.ts";
import { ComposerForm } from "./ComposerForm.tsx";
import { SuggestionItem } from "./SuggestionItem.tsx";
import { SuggestionNotices } from "./SuggestionNotices.tsx";
import { TEXTS } from "./texts.ts";
import { useSuggestions } from "./useSuggestions.ts";

interface SuggestionsPageProps extends SuggestionFilter {
  /** The one that is brought into view at first. */
  suggestion?: string | null | undefined;
}

/** The list with its filters, what was said to the reader, and a place to write. */
export function SuggestionsPage({ suggestion = null, ...start }: SuggestionsPageProps) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const id = useId();
  const now = useNow();
  const catalog = shownValue(useCatalog());
  const [filter, setFilter] = useState<SuggestionFilter>(start);
  const [isWriting, setWriting] = useState(false);
  const [opened, setOpened] = useState<string | null>(suggestion);
  const state = useSuggestions(filter);
  const isThere = shownValue(state)?.suggestions.some((one) => one.id === opened) === true;
  useEffect(() => {
    if (opened === null || !isThere) return;
    const item = document.getElementById(`suggestion-${opened}`);
    item?.scrollIntoView({ block: "center" });
    item?.querySelector("button")?.focus({ preventScroll: true });
    setOpened(null);
  }, [opened, isThere]);

  /** Who looks for others looks for it no more. */
  const choose = (chosen: SuggestionFilter) => {
    setFilter(chosen);
    setOpened(null);
  };
  const isFiltered = filter.kpi !== undefined || filter.status !== undefined || filter.isMine === true;
  const kpis = (catalog?.kpis ?? []).toSorted((one, other) =>
    one.title[format.locale].localeCompare(other.title[format.locale], format.locale),
  );
  const heading = (
    <header className="ns-view-header">
      <div className="ns-view-heading">
        <h2 className="ns-view-title">{t("suggestions.title")}</h2>
        <p className="ns-view-subtitle">{t("suggestions.subtitle")}</p>
      </div>
    </header>
  );
  if (state.status === "error" && state.error.code === "suggestions_unavailable") {
    return (
      <div className="ns-view">
        {heading}
        <article className="ns-card">
          <EmptyState title={t("suggestions.unavailable")} detail={t("suggestions.unavailable_detail")} />
        </article>
      </div>
    );
  }
  return (
    <div className="ns-view">
      {heading}
      <SuggestionNotices
        ui={ui}
        catalog={catalog}
        now={now}
        onOpen={(suggestion) => {
          setFilter({});
          setOpened(suggestion);
        }}
      />
      <div className="ns-sug-filters">
        <div className="ns-field">
          <label htmlFor={`${id}-status`}>{t("suggestions.status")}</label>
          <select
            id={`${id}-status`}
            className="ns-select"
            value={filter.status ?? ""}
            onChange={({ target }) =>
              choose({ ...filter, status: (target.value || undefined) as SuggestionStatus | undefined })
            }
          >
            <option value="">{t("suggestions.all_statuses")}</option>
            {SUGGESTION_STATUSES.map((status) => (
              <option key={status} value={status}>
                {t(`suggestions.status_${status}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="ns-field">
          <label htmlFor={`${id}-kpi`}>{t("suggestions.kpi")}</label>
          <select
            id={`${id}-kpi`}
            className="ns-select"
            value={filter.kpi ?? ""}
            onChange={({ target }) => choose({ ...filter, kpi: target.value || undefined })}
          >
            <option value="">{t("suggestions.all_kpis")}</option>
            {kpis.map((kpi) => (
              <option key={kpi.id} value={kpi.id}>
                {kpi.title[format.locale]}
              </option>
            ))}
          </select>
        </div>
        <label className="ns-sug-mine">
          <input
            type="checkbox"
            checked={filter.isMine === true}
            onChange={({ target }) => choose({ ...filter, isMine: target.checked || undefined })}
          />
          {t("suggestions.mine")}
        </label>
        {!isWriting && (
          <button type="button" className="ns-button" data-variant="primary" onClick={() => setWriting(true)}>
            {t("suggestions.write")}
          </button>
        )}
      </div>
      {opened !== null && state.status === "ready" && !isThere && (
        <p role="status" className="ns-note">
          {t("suggestions.not_there")}
        </p>
      )}
      {isWriting && <ComposerForm anchor={undefined} onSent={undefined} />}
      <Tile className="ns-kpi" title={t("suggestions.list")} state={state} skeleton={<RowsSkeleton rows={8} />}>
        {({ suggestions, hasMore }) =>
          suggestions.length === 0 ? (
            <EmptyState
              title={t(isFiltered ? "suggestions.none_found" : "suggestions.empty")}
              detail={t(isFiltered ? "suggestions.none_found_detail" : "suggestions.empty_detail")}
            />
          ) : (
            <>
              <ol className="ns-sug-list">
                {suggestions.map((suggestion) => (
                  <SuggestionItem key={suggestion.id} ui={ui} suggestion={suggestion} catalog={catalog} now={now} />
                ))}
              </ol>
              {hasMore && <p className="ns-sug-minor">{t("suggestions.more")}</p>}
            </>
          )
        }
      </Tile>
    </div>
  );
}
