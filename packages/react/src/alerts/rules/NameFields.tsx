import type { AlertRuleInput } from "@northstar/core";
import { useState } from "react";
import { TextField } from "./FormFields.tsx";
import { readLabels, writeLabels } from "./labels.ts";
import { useRuleForm } from "./ruleFormContext.ts";

/** What it is called, what messages say to do, and by what it is grouped and muted. */
export function NameFields({ draft, isNew, onChange }: NameFieldsProps) {
  const { ui, problemAt } = useRuleForm();
  const { t } = ui;
  const { title, note = { es: "", en: "" }, labels } = draft;
  return (
    <>
      <div className="ns-rule-row">
        {(["es", "en"] as const).map((locale) => (
          <TextField
            key={locale}
            label={t(`alert_rules.title_${locale}`)}
            problem={problemAt(`title.${locale}`)}
            value={title[locale]}
            onChange={(text) => onChange({ ...draft, title: { ...title, [locale]: text } })}
          />
        ))}
      </div>
      <div className="ns-rule-row">
        {(["es", "en"] as const).map((locale) => (
          <TextField
            key={locale}
            isLong
            label={t(`alert_rules.note_${locale}`)}
            problem={problemAt(`note.${locale}`)}
            value={note[locale]}
            onChange={(text) => onChange({ ...draft, note: { ...note, [locale]: text } })}
          />
        ))}
      </div>
      <div className="ns-rule-row">
        {isNew && (
          <TextField
            label={t("alert_rules.id")}
            problem={problemAt("id")}
            value={draft.id}
            onChange={(id) => onChange({ ...draft, id })}
          />
        )}
        <LabelsField
          labels={labels}
          problem={problemAt("labels")}
          onChange={(next) => {
            const { labels: _, ...rest } = draft;
            onChange(next ? { ...rest, labels: next } : rest);
          }}
        />
      </div>
    </>
  );
}

/** `team=growth, area=andes`: what is typed stays as it is, read with every stroke. */
function LabelsField({ labels, problem, onChange }: LabelsFieldProps) {
  const { t } = useRuleForm().ui;
  const [typed, setTyped] = useState<{ text: string; labels: LabelsFieldProps["labels"] } | null>(null);
  return (
    <TextField
      label={t("alert_rules.labels")}
      problem={problem}
      value={typed && typed.labels === labels ? typed.text : writeLabels(labels)}
      onChange={(text) => {
        const next = readLabels(text);
        setTyped({ text, labels: next });
        onChange(next);
      }}
    />
  );
}

interface LabelsFieldProps {
  labels: Readonly<Record<string, string>> | undefined;
  problem: string | null;
  onChange(labels: Readonly<Record<string, string>> | undefined): void;
}

interface NameFieldsProps {
  draft: AlertRuleInput;
  /** Whether its id may still be chosen. */
  isNew: boolean;
  onChange(draft: AlertRuleInput): void;
}
