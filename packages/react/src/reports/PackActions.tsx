import type { Pack, PackAction } from "@northstar/core";
import { useId, useState } from "react";
import { errorWords } from "../components/errorWords.ts";
import { Section } from "./Section.tsx";
import { useReportAction } from "./useReports.ts";
import type { ReportsInterface } from "./words.ts";

const EMPTY = { text: "", owner: "", due: "" };

/** What is to be done: carried from review to review until one closes it. */
export function PackActions({ ui, pack }: { ui: ReportsInterface; pack: Pack }) {
  const { t } = ui;
  const { isBusy, error, send } = useReportAction();
  const [draft, setDraft] = useState(EMPTY);
  const ids = { text: useId(), owner: useId(), due: useId() };
  const add = async () => {
    const { text, owner, due } = draft;
    const added = await send<PackAction>(`/${pack.id}/actions`, "id", { text, owner, due: due === "" ? null : due });
    if (added) setDraft(EMPTY);
  };
  const field = (name: keyof typeof EMPTY, label: string, type: "text" | "date", longest: number) => (
    <label htmlFor={ids[name]}>
      {label}
      <input
        id={ids[name]}
        className="ns-input"
        type={type}
        required={name !== "due"}
        maxLength={longest}
        value={draft[name]}
        onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
      />
    </label>
  );
  return (
    <Section title={t("report.actions")}>
      {pack.actions.length === 0 ? (
        <p>{t("report.no_actions")}</p>
      ) : (
        <ul className="ns-report-list">
          {pack.actions.map(({ id, text, owner, due, openedIn, closedIn }) => (
            <li key={id} data-closed={closedIn !== null || undefined}>
              <span>{text}</span>
              <span className="ns-report-minor">
                {[
                  owner,
                  due && `${t("report.due")} ${due}`,
                  `${t("report.opened_in")} ${openedIn}`,
                  closedIn === null ? t("report.open") : `${t("report.closed_in")} ${closedIn}`,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
              {pack.mayWrite && closedIn === null && (
                <button
                  type="button"
                  className="ns-link"
                  aria-label={t("report.close_named", { text })}
                  disabled={isBusy}
                  onClick={() => void send<PackAction>(`/${pack.id}/actions/${id}/close`, "id", {})}
                >
                  {t("report.close")}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {pack.mayWrite && (
        <form
          className="ns-report-form ns-report-row"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          {field("text", t("report.action"), "text", 500)}
          {field("owner", t("report.owner"), "text", 100)}
          {field("due", t("report.due"), "date", 10)}
          <button type="submit" className="ns-button" disabled={isBusy}>
            {t("report.add_action")}
          </button>
        </form>
      )}
      {error && (
        <p role="alert" className="ns-form-error">
          {t("report.failed", { why: errorWords(error, t) })}
        </p>
      )}
    </Section>
  );
}
