import { MAX_NARRATIVE, narrativeProblems, type Pack, type PackNarrative, renderNarrative } from "@northstar/core";
import { useId, useState } from "react";
import { errorWords } from "../components/errorWords.ts";
import { Section } from "./Section.tsx";
import { useReportAction } from "./useReports.ts";
import type { ReportsInterface } from "./words.ts";

/** The summary, whose numbers are the pack's; whoever may write changes its text, and sees at once how it reads. */
export function Narrative({ ui, pack }: { ui: ReportsInterface; pack: Pack }) {
  const { t } = ui;
  const [isEditing, setEditing] = useState(false);
  return (
    <Section
      title={t("report.summary")}
      tools={
        pack.mayWrite &&
        !isEditing && (
          <button type="button" className="ns-link" onClick={() => setEditing(true)}>
            {t("report.edit")}
          </button>
        )
      }
    >
      {isEditing ? (
        <Editor ui={ui} pack={pack} onEnd={() => setEditing(false)} />
      ) : (
        <Text ui={ui} pack={pack} text={pack.narrative.text} />
      )}
    </Section>
  );
}

/** A narrative as it reads: what stands for a number is marked as one. */
function Text({ ui, pack, text }: { ui: ReportsInterface; pack: Pack; text: string }) {
  return (
    <div className="ns-report-text">
      {text.split("\n").map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else
        <p key={index}>
          {renderNarrative(line, pack.snapshot, ui.format).map((piece, place) =>
            piece.kpi === undefined ? (
              piece.text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces have nothing else
              <b key={place} data-unknown={piece.isUnknown || undefined}>
                {piece.text}
              </b>
            ),
          )}
        </p>
      ))}
    </div>
  );
}

function Editor({ ui, pack, onEnd }: { ui: ReportsInterface; pack: Pack; onEnd: () => void }) {
  const { t, format } = ui;
  const textId = useId();
  const noteId = useId();
  const [text, setText] = useState(pack.narrative.text);
  // What it was written over: another's version is shown before it is.
  const [basedOn, setBasedOn] = useState(pack.narrative.version);
  const { isBusy, error, send } = useReportAction();
  const problems = narrativeProblems(text, pack.snapshot, format);
  const isTheirs = pack.narrative.version !== basedOn;
  const save = async (version: number) => {
    setBasedOn(version);
    const saved = await send<PackNarrative>(`/${pack.id}/narrative`, "version", { text, basedOn: version });
    if (saved) onEnd();
  };
  const example = `{${pack.snapshot.kpis[0]?.kpi.id ?? "kpi"}}`;
  return (
    <form
      className="ns-report-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(basedOn);
      }}
    >
      {isTheirs && (
        <div role="alert" className="ns-report-theirs">
          <p>{t("report.theirs")}</p>
          <Text ui={ui} pack={pack} text={pack.narrative.text} />
          <p className="ns-note">
            {t("report.saved_by", { version: pack.narrative.version, by: pack.narrative.changedBy })}
          </p>
          <button
            type="button"
            className="ns-button"
            disabled={isBusy}
            onClick={() => void save(pack.narrative.version)}
          >
            {t("report.use_mine")}
          </button>
        </div>
      )}
      <label htmlFor={textId}>{t("report.text")}</label>
      <textarea
        id={textId}
        className="ns-input"
        rows={8}
        maxLength={MAX_NARRATIVE}
        value={text}
        aria-describedby={noteId}
        aria-invalid={problems.length > 0}
        onChange={({ target }) => setText(target.value)}
      />
      <p id={noteId} className="ns-note">
        {t("report.text_hint", { example })}
      </p>
      {problems.length > 0 && (
        <ul role="alert" className="ns-report-problems">
          {problems.map(({ found, message }) => (
            <li key={found}>{message[format.locale]}</li>
          ))}
        </ul>
      )}
      <p className="ns-note">{t("report.preview")}</p>
      <Text ui={ui} pack={pack} text={text} />
      {error && error.code !== "report_changed" && (
        <p role="alert" className="ns-form-error">
          {t("report.failed", { why: errorWords(error, t) })}
        </p>
      )}
      <div className="ns-report-buttons">
        <button
          type="submit"
          className="ns-button"
          data-variant="primary"
          disabled={isBusy || isTheirs || problems.length > 0 || text.trim() === ""}
        >
          {t("report.save")}
        </button>
        <button type="button" className="ns-button" onClick={onEnd}>
          {t("report.cancel")}
        </button>
      </div>
    </form>
  );
}
