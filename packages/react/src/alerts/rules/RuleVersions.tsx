import type { AlertRule, AlertRuleInput } from "@northstar/core";
import { useState } from "react";
import { shownValue } from "../../components/loadable.ts";
import { RowsSkeleton } from "../../components/RowsSkeleton.tsx";
import { momentOf } from "../../hooks/momentOf.ts";
import { useCatalog } from "../../hooks/useCatalog.ts";
import { useNow } from "../../hooks/useNow.ts";
import { inputOf } from "./ruleDraft.ts";
import { ruleSentence } from "./ruleSentence.ts";
import type { RulesInterface } from "./texts.ts";
import { useRuleVersions } from "./useRules.ts";

/** All that a rule has been, newest first; an earlier one can be brought back into the form. */
export function RuleVersions({ ui, rule, onRestore }: RuleVersionsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="ns-rule-versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{ui.t("alert_rules.versions")}</summary>
      {isOpen && <List ui={ui} rule={rule} onRestore={onRestore} />}
    </details>
  );
}

function List({ ui, rule, onRestore }: RuleVersionsProps) {
  const { t } = ui;
  const now = useNow();
  const catalog = useCatalog();
  const kpis = catalog.status === "ready" ? catalog.value.kpis : [];
  const versions = shownValue(useRuleVersions(rule.id))?.versions;
  if (!versions) return <RowsSkeleton rows={2} />;
  return (
    <ol className="ns-rule-list">
      {versions.map((each) => (
        <li key={each.version}>
          {t("alert_rules.version", {
            version: each.version,
            when: momentOf(each.updatedAt, now, ui),
            by: each.updatedBy,
          })}{" "}
          <span className="ns-alert-minor">{ruleSentence(each, kpis, ui)}</span>{" "}
          {onRestore && each.version !== rule.version && (
            <button type="button" className="ns-link" onClick={() => onRestore(inputOf(each))}>
              {t("alert_rules.restore")}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}

interface RuleVersionsProps {
  ui: RulesInterface;
  rule: AlertRule;
  /** Null for whoever doesn't change rules. */
  onRestore: ((draft: AlertRuleInput) => void) | null;
}
