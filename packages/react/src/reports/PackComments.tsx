import type { Pack, PackComment } from "@northstar/core";
import { useId, useState } from "react";
import { errorWords } from "../components/errorWords.ts";
import { momentOf } from "../hooks/momentOf.ts";
import { useNow } from "../hooks/useNow.ts";
import { usePermissions } from "../hooks/usePermissions.ts";
import { Section } from "./Section.tsx";
import { useReportAction } from "./useReports.ts";
import type { ReportsInterface } from "./words.ts";

/** Remarks on the review, or on a KPI in it; anything may stand in them. */
export function PackComments({ ui, pack }: { ui: ReportsInterface; pack: Pack }) {
  const { t, format } = ui;
  const now = useNow();
  const permissions = usePermissions();
  const { isBusy, error, send } = useReportAction();
  const [text, setText] = useState("");
  const [kpi, setKpi] = useState("");
  const textId = useId();
  const aboutId = useId();
  const may = permissions.status === "ready" && (permissions.value.can("comment") || permissions.value.can("export"));
  const titles = new Map(pack.snapshot.kpis.map((entry) => [entry.kpi.id, entry.kpi.title[format.locale]]));
  const add = async () => {
    const body = { kpi: kpi === "" ? null : kpi, text };
    if (await send<PackComment>(`/${pack.id}/comments`, "id", body)) setText("");
  };
  return (
    <Section title={t("report.comments")}>
      {pack.comments.length === 0 ? (
        <p>{t("report.no_comments")}</p>
      ) : (
        <ol className="ns-report-list">
          {pack.comments.map((comment) => (
            <li key={comment.id}>
              <span className="ns-report-said">{comment.text}</span>
              <span className="ns-report-minor">
                {[comment.by, momentOf(comment.at, now, ui), comment.kpi && titles.get(comment.kpi)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </li>
          ))}
        </ol>
      )}
      {may && (
        <form
          className="ns-report-form"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <label htmlFor={aboutId}>
            {t("report.about")}
            <select id={aboutId} className="ns-input" value={kpi} onChange={({ target }) => setKpi(target.value)}>
              <option value="">{t("report.whole")}</option>
              {[...titles].map(([id, title]) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <label htmlFor={textId}>{t("report.comment")}</label>
          <textarea
            id={textId}
            className="ns-input"
            rows={3}
            maxLength={4000}
            required
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <div className="ns-report-buttons">
            <button type="submit" className="ns-button" disabled={isBusy || text.trim() === ""}>
              {t("report.add_comment")}
            </button>
          </div>
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
