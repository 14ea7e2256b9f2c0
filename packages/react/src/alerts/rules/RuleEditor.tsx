import type { AlertRule, AlertRuleInput, CatalogKpi } from "@northstar/core";
import { useEffect, useRef, useState } from "react";
import { Confirm } from "../../components/Confirm.tsx";
import { RuleForm } from "./RuleForm.tsx";
import { RuleReading } from "./RuleReading.tsx";
import { RuleSaid } from "./RuleSaid.tsx";
import { RuleVersions } from "./RuleVersions.tsx";
import { BLANK_RULE, inputOf, trimmed } from "./ruleDraft.ts";
import type { RulesInterface } from "./texts.ts";
import type { RuleActions } from "./useRuleActions.ts";

/** One rule: read, or changed by whoever may, with what it would have done. */
export function RuleEditor({ ui, base, start, kpis, taken, mayWrite, actions, ...on }: RuleEditorProps) {
  const { t, format } = ui;
  const [known, setKnown] = useState(base);
  const [draft, setDraft] = useState<AlertRuleInput>(start ?? (base ? inputOf(base) : BLANK_RULE));
  const [asks, setAsks] = useState<"delete" | "leave" | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const before = known ? inputOf(known) : BLANK_RULE;
  const isDirty = known === null || JSON.stringify(trimmed(draft)) !== JSON.stringify(trimmed(before));
  const isTouched = JSON.stringify(draft) !== JSON.stringify(known ? before : (start ?? BLANK_RULE));
  const title = draft.title[format.locale] || t("alert_rules.new_title");
  const isConflict = actions.state.status === "failed" && actions.state.error.code === "rule_changed";
  const save = async (basedOn: number | null) => {
    const saved = await actions.save(trimmed(draft), basedOn);
    if (!saved) return;
    setKnown(saved);
    setDraft(inputOf(saved));
    on.onSaved(saved);
  };
  const take = (rule: AlertRule) => {
    setKnown(rule);
    setDraft(inputOf(rule));
    actions.clear();
  };
  const leave = () => (isTouched && mayWrite ? setAsks("leave") : on.onLeave());
  return (
    <article className="ns-card ns-rule">
      <button type="button" className="ns-link" onClick={leave}>
        ← {t("alert_rules.back")}
      </button>
      <header className="ns-rule-header">
        <h3 ref={heading} tabIndex={-1} className="ns-rule-title">
          {title}
        </h3>
        {mayWrite && known && (
          <div className="ns-rule-tools">
            <button type="button" className="ns-link" onClick={() => on.onCopy(draft)}>
              {t("alert_rules.duplicate")}
            </button>
            {known.origin === "app" && (
              <button type="button" className="ns-link" onClick={() => setAsks("delete")}>
                {t("alert_rules.delete")}
              </button>
            )}
          </div>
        )}
      </header>
      {asks && (
        <Confirm
          question={t(`alert_rules.${asks}_ask`, { title })}
          yes={t(`alert_rules.${asks}`)}
          no={t("alert_rules.cancel")}
          onNo={() => setAsks(null)}
          onYes={async () => {
            setAsks(null);
            if (asks === "leave" || (known && (await actions.remove(known)))) on.onLeave();
          }}
        />
      )}
      <RuleSaid ui={ui} state={actions.state}>
        {isConflict && (
          <>
            {base && base.version !== known?.version && (
              <button type="button" className="ns-link" onClick={() => take(base)}>
                {t("alert_rules.take_theirs")}
              </button>
            )}
            <button type="button" className="ns-link" onClick={() => save(base?.version ?? null)}>
              {t("alert_rules.keep_mine")}
            </button>
          </>
        )}
      </RuleSaid>
      {mayWrite && known?.origin !== "code" ? (
        <RuleForm
          ui={ui}
          isNew={known === null}
          draft={draft}
          kpis={kpis}
          taken={known === null ? taken : NONE}
          actions={actions}
          isDirty={isDirty}
          onChange={setDraft}
          onSave={() => save(known?.version ?? null)}
          onReset={() => setDraft(known ? before : (start ?? BLANK_RULE))}
        />
      ) : (
        known && <RuleReading ui={ui} rule={known} kpis={kpis} mayTry={mayWrite} />
      )}
      {known && <RuleVersions ui={ui} rule={known} onRestore={mayWrite && known.origin === "app" ? setDraft : null} />}
    </article>
  );
}

const NONE: ReadonlySet<string> = new Set();

interface RuleEditorProps {
  ui: RulesInterface;
  /** The rule as it is in force by now; null for a new one, and for one that somebody has deleted. */
  base: AlertRule | null;
  /** What a new rule begins with. */
  start: AlertRuleInput | null;
  kpis: readonly CatalogKpi[];
  taken: ReadonlySet<string>;
  mayWrite: boolean;
  actions: RuleActions;
  onSaved(rule: AlertRule): void;
  onCopy(draft: AlertRuleInput): void;
  onLeave(): void;
}
