import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { Select } from "../components/Select.tsx";
import { type IntegrationsInterface, TEXTS } from "./texts.ts";

/** Hours that an old value may be accepted for. */
const GRACES = [1, 24, 72, 168, 0] as const;
const DEFAULT_GRACE = 24;

/** Says where a new value comes from, and how long the old one is accepted too. No value is typed here. */
export function RotateForm({ secret, isSet, onGo, onCancel }: RotateFormProps) {
  const { t } = useInterface(TEXTS);
  const [hours, setHours] = useState<number>(DEFAULT_GRACE);
  const titleId = useId();
  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => title.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onGo(isSet ? hours : 0);
  };
  return (
    <form className="ns-int-form" aria-labelledby={titleId} onSubmit={submit}>
      <p ref={title} id={titleId} tabIndex={-1} className="ns-int-form-title">
        {t("integrations.rotate_title", { secret })}
      </p>
      <ol className="ns-int-steps">
        <li>{t("integrations.rotate_step_1", { secret })}</li>
        {isSet && <li>{t("integrations.rotate_step_2")}</li>}
        {isSet && <li>{t("integrations.rotate_step_3")}</li>}
      </ol>
      {isSet && (
        <div className="ns-int-grace">
          <span aria-hidden="true">{t("integrations.rotate_grace")}</span>
          <Select
            label={t("integrations.rotate_grace")}
            value={String(hours)}
            options={GRACES.map((grace) => ({ value: String(grace), label: graceWords(grace, t) }))}
            onChange={(value) => setHours(Number(value))}
          />
        </div>
      )}
      <div className="ns-int-buttons">
        <button type="button" className="ns-button" onClick={onCancel}>
          {t("integrations.cancel")}
        </button>
        <button type="submit" className="ns-button" data-variant="primary">
          {t("integrations.rotate_go")}
        </button>
      </div>
    </form>
  );
}

function graceWords(hours: number, t: IntegrationsInterface["t"]): string {
  if (hours === 0) return t("integrations.grace_0");
  return hours < 48 ? t.plural("integrations.grace_hours", hours) : t.plural("integrations.grace_days", hours / 24);
}

interface RotateFormProps {
  secret: string;
  /** Whether there is an old value, which may be accepted for a while. */
  isSet: boolean;
  onGo(graceHours: number): void;
  onCancel(): void;
}
