import type { AlertChannel } from "@northstar/core";
import { useState } from "react";
import { SelectField } from "./FormFields.tsx";
import { useRuleForm } from "./ruleFormContext.ts";
import type { RuleActionState } from "./useRuleActions.ts";

/** Sends a message that says that it is a test, by a channel that is chosen. */
export function RuleTest({ channels, state, onTest }: RuleTestProps) {
  const { t } = useRuleForm().ui;
  const [chosen, setChosen] = useState(channels[0]?.name ?? "");
  return (
    <div className="ns-rule-test">
      <SelectField
        label={t("alert_rules.test")}
        value={chosen}
        options={channels.map(({ name }) => ({ value: name, label: name }))}
        onChange={setChosen}
      />
      <button type="button" className="ns-button" disabled={state.status === "working"} onClick={() => onTest(chosen)}>
        {t("alert_rules.test_go")}
      </button>
    </div>
  );
}

interface RuleTestProps {
  channels: readonly AlertChannel[];
  state: RuleActionState;
  onTest(channel: string): void;
}
