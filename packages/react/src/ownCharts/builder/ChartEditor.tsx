import type { Catalog } from "@northstar/core";
import { type ChartSpec, checkSpec, type SavedChartView, withNewNames } from "@northstar/core/own-charts";
import { useEffect, useRef, useState } from "react";
import { Confirm } from "../../components/Confirm.tsx";
import { EmptyState } from "../../components/states.tsx";
import { ChartTile } from "../ChartTile.tsx";
import type { ChartsInterface } from "../texts.ts";
import type { ChartActions } from "../useChartActions.ts";
import { ChartForm } from "./ChartForm.tsx";
import { ChartSaid } from "./ChartSaid.tsx";
import { ChartVersions } from "./ChartVersions.tsx";
import { BLANK_CHART, canPreview, draftProblems, trimmedChart } from "./chartDraft.ts";

const NOBODY: readonly string[] = [];

/** One chart: looked at, or changed by its owner, with what it comes to beside the form. */
export function ChartEditor({ ui, base, current, start, catalog, mayWrite, actions, ...on }: ChartEditorProps) {
  const { t } = ui;
  const [known, setKnown] = useState(base);
  const [draft, setDraft] = useState<ChartSpec>(start ?? base?.spec ?? BLANK_CHART);
  const [sharedWith, setSharedWith] = useState(base?.sharedWith ?? NOBODY);
  const [asks, setAsks] = useState<"delete" | "leave" | null>(null);
  // Another one makes the fields anew: the query builder holds a part of the chart itself.
  const [edition, setEdition] = useState(0);
  const [isTried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isEditable = mayWrite && (known === null || known.isOwn);
  const before = JSON.stringify([known?.spec ?? start ?? BLANK_CHART, known?.sharedWith ?? NOBODY]);
  const isTouched = JSON.stringify([draft, sharedWith]) !== before;
  const missing = draftProblems(draft, ui);
  // What a reader lacks of somebody else's chart is said in its place.
  const isDrawn = !isEditable || canPreview(missing);
  const problems = isDrawn ? (isEditable ? checkSpec(draft, catalog) : (known?.problems ?? [])) : [];
  const isRenamed = problems.some(({ kind }) => kind === "renamed");
  const isConflict = actions.state.status === "failed" && actions.state.error.code === "chart_changed";
  const title = draft.title.trim() || t("own_charts.new_title");
  const replace = (spec: ChartSpec) => {
    setDraft(spec);
    setEdition((count) => count + 1);
  };
  const take = (chart: SavedChartView) => {
    setKnown(chart);
    setSharedWith(chart.sharedWith);
    replace(chart.spec);
    actions.clear();
  };
  const save = async (basedOn: number | null) => {
    setTried(true);
    if (missing.title !== null || !isDrawn) return;
    const saved = await actions.save(
      { id: known?.id ?? null, spec: trimmedChart(draft, catalog), sharedWith },
      basedOn,
    );
    if (!saved) return;
    setKnown(saved);
    setDraft(saved.spec);
    on.onSaved(saved);
  };
  return (
    <article className="ns-card ns-own-editor">
      <button
        type="button"
        className="ns-link"
        onClick={() => (isTouched && isEditable ? setAsks("leave") : on.onLeave())}
      >
        ← {t("own_charts.back")}
      </button>
      <header className="ns-own-header">
        <h3 ref={heading} tabIndex={-1} className="ns-own-title">
          {title}
        </h3>
        <div className="ns-own-tools">
          {mayWrite && known && (
            <button type="button" className="ns-link" onClick={() => on.onCopy(draft)}>
              {t("own_charts.duplicate")}
            </button>
          )}
          {isDrawn && missing.title === null && (
            <button type="button" className="ns-link" onClick={() => on.onExport(trimmedChart(draft, catalog))}>
              {t("own_charts.export")}
            </button>
          )}
          {isEditable && known && (
            <button type="button" className="ns-link" onClick={() => setAsks("delete")}>
              {t("own_charts.delete")}
            </button>
          )}
        </div>
      </header>
      {asks && (
        <Confirm
          question={t(`own_charts.${asks}_ask`, { title })}
          yes={t(`own_charts.${asks}`)}
          no={t("own_charts.cancel")}
          onNo={() => setAsks(null)}
          onYes={async () => {
            setAsks(null);
            if (asks === "leave" || (known && (await actions.remove(known)))) on.onLeave();
          }}
        />
      )}
      <ChartSaid ui={ui} state={actions.state}>
        {isConflict && (
          <>
            {current && current.version !== known?.version && (
              <button type="button" className="ns-link" onClick={() => take(current)}>
                {t("own_charts.take_theirs")}
              </button>
            )}
            <button type="button" className="ns-link" onClick={() => save(current?.version ?? null)}>
              {t("own_charts.keep_mine")}
            </button>
          </>
        )}
      </ChartSaid>
      <div className="ns-own-columns" data-editable={isEditable ? "" : undefined}>
        {isEditable && (
          <ChartForm
            key={edition}
            ui={ui}
            draft={draft}
            sharedWith={sharedWith}
            catalog={catalog}
            missing={isTried ? missing : null}
            isBusy={actions.state.status === "working"}
            isTouched={isTouched}
            onChange={setDraft}
            onShare={setSharedWith}
            onSave={() => save(known?.version ?? null)}
            onReset={() => {
              setSharedWith(known?.sharedWith ?? NOBODY);
              replace(known?.spec ?? start ?? BLANK_CHART);
            }}
          />
        )}
        <section className="ns-own-preview" aria-label={t("own_charts.preview")}>
          {isDrawn ? (
            <ChartTile spec={{ ...draft, title }} problems={problems} ui={ui}>
              {isEditable && isRenamed && (
                <button type="button" className="ns-link" onClick={() => replace(withNewNames(draft, catalog))}>
                  {t("own_charts.use_new_name")}
                </button>
              )}
            </ChartTile>
          ) : (
            <EmptyState title={t("own_charts.preview_empty")} detail={t("own_charts.preview_empty_detail")} />
          )}
          {known && (
            <p className="ns-note ns-own-id">
              {t("own_charts.in_code")} <code>{known.id}</code>
            </p>
          )}
          {known?.isOwn && <ChartVersions ui={ui} chart={known} onRestore={isEditable ? replace : null} />}
        </section>
      </div>
    </article>
  );
}

interface ChartEditorProps {
  ui: ChartsInterface;
  /** The chart that was opened; null for a new one. */
  base: SavedChartView | null;
  /** The same as it is in force by now; null when it is gone. */
  current: SavedChartView | null;
  /** What a new chart begins with. */
  start: ChartSpec | null;
  catalog: Catalog;
  mayWrite: boolean;
  actions: ChartActions;
  onSaved(chart: SavedChartView): void;
  onCopy(spec: ChartSpec): void;
  onExport(spec: ChartSpec): void;
  onLeave(): void;
}
