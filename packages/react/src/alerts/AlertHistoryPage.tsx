import type { AlertHistoryEntry } from "@northstar/core";
import { useId, useMemo, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { EmptyState } from "../components/states.tsx";
import { Tile } from "../components/Tile.tsx";
import type { Loadable } from "../hooks/types.ts";
import { useNow } from "../hooks/useNow.ts";
import { DataTable } from "../table/DataTable.tsx";
import { historyColumns, TEXTS } from "./historyColumns.tsx";
import { type HistoryPage, useAlertHistory, useAlertRules } from "./useAlertHistory.ts";

/** The history in a table, page after page, of all rules or of one. */
export function AlertHistoryPage({ rule: given }: { rule: string | undefined }) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const now = useNow();
  const selectId = useId();
  const [rule, setRule] = useState<string | null>(given ?? null);
  const [before, setBefore] = useState<readonly (string | null)[]>([null]);
  const pages = useAlertHistory(rule, before);
  const rules = shownValue(useAlertRules())?.rules;
  const columns = useMemo(() => historyColumns(ui, now, rules ?? []), [ui, now, rules]);
  const state = together(pages);
  const next = shownValue(pages.at(-1) ?? state)?.next ?? null;
  const isUnavailable = state.status === "error" && state.error.code === "alerts_unavailable";
  const choices =
    rules?.toSorted((one, other) => one.title[format.locale].localeCompare(other.title[format.locale])) ?? [];

  return (
    <div className="ns-view">
      <header className="ns-view-header">
        <div className="ns-view-heading">
          <h2 className="ns-view-title">{t("alert_history.title")}</h2>
          <p className="ns-view-subtitle">{t("alert_history.subtitle")}</p>
        </div>
        {choices.length > 0 && (
          <div className="ns-alert-filter">
            <label htmlFor={selectId}>{t("alert_history.rule")}</label>
            <select
              id={selectId}
              className="ns-select"
              value={rule ?? ""}
              onChange={({ target }) => {
                setRule(target.value === "" ? null : target.value);
                setBefore([null]);
              }}
            >
              <option value="">{t("alert_history.all_rules")}</option>
              {choices.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title[format.locale]}
                </option>
              ))}
            </select>
          </div>
        )}
      </header>
      {isUnavailable ? (
        <article className="ns-card">
          <EmptyState title={t("alert_history.unavailable")} detail={t("alert_history.unavailable_detail")} />
        </article>
      ) : (
        <Tile className="ns-kpi" title={t("alert_history.list")} state={state} skeleton={<RowsSkeleton rows={12} />}>
          {({ entries }) => (
            <>
              <DataTable
                title={t("alert_history.list")}
                rows={entries}
                columns={columns}
                rowKey={({ id }: AlertHistoryEntry) => id}
                empty={{ title: t("alert_history.empty"), detail: t("alert_history.empty_detail") }}
              />
              {next !== null && (
                <button type="button" className="ns-button" onClick={() => setBefore([...before, next])}>
                  {t("alert_history.older")}
                </button>
              )}
            </>
          )}
        </Tile>
      )}
    </div>
  );
}

/** Pages as one: what is there of them is shown while the last is still coming. */
function together(pages: readonly Loadable<HistoryPage>[]): Loadable<HistoryPage> {
  const [first] = pages;
  if (!first) return { status: "loading" };
  const entries = pages.flatMap((page) => shownValue(page)?.entries ?? []);
  const whole: HistoryPage = { entries, next: null };
  const failed = pages.find((page) => page.status === "error");
  if (failed?.status === "error") return { ...failed, stale: entries.length > 0 ? whole : null };
  if (first.status !== "ready") return first;
  return {
    ...first,
    value: whole,
    updating: pages.some((page) => page.status === "loading" || (page.status === "ready" && page.updating)),
  };
}
