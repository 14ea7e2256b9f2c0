import type { ReactNode } from "react";
import { errorWords } from "../../components/errorWords.ts";
import type { RulesInterface } from "./texts.ts";
import type { RuleActionState } from "./useRuleActions.ts";

/** What became of the last thing that was asked for, said aloud; its children are what can be done about it. */
export function RuleSaid({
  ui,
  state,
  children,
}: {
  ui: RulesInterface;
  state: RuleActionState;
  children?: ReactNode;
}) {
  const { t, format } = ui;
  return (
    <div className="ns-rule-said" role="status" data-status={state.status}>
      {state.status === "working" && t("alert_rules.working")}
      {state.status === "saved" && t("alert_rules.saved", { version: state.rule.version })}
      {state.status === "deleted" && t("alert_rules.deleted", { title: state.rule.title[format.locale] })}
      {state.status === "tested" && t("alert_rules.test_done", { channel: state.channel })}
      {state.status === "failed" && (
        <>
          <strong>{t("alert_rules.failed")}.</strong>{" "}
          {state.error.code === "rule_changed" ? t("alert_rules.changed_meanwhile") : errorWords(state.error, t)}{" "}
          <code>{t("state.error_code", { code: state.error.code })}</code>
        </>
      )}{" "}
      {children}
    </div>
  );
}
