import { addDays, countDays, wallClock } from "@northstar/core";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { useNow } from "../hooks/useNow.ts";
import { TEXTS } from "./texts.ts";

/** As the server has it. */
const MAX_DAYS = 400;

/** Two days, both included, to load again. Begins with the last week. */
export function BackfillForm({ onGo, onCancel }: BackfillFormProps) {
  const { t, format } = useInterface(TEXTS);
  const today = wallClock(useNow(), format.timeZone).date;
  const [from, setFrom] = useState(addDays(today, -7));
  const [to, setTo] = useState(addDays(today, -1));
  const first = useRef<HTMLInputElement>(null);
  const ids = { title: useId(), problem: useId() };
  useEffect(() => first.current?.focus(), []);
  const isWhole = from !== "" && to !== "";
  const problem = !isWhole
    ? null
    : to < from
      ? t("integrations.range_backwards")
      : to > today
        ? t("integrations.range_future")
        : countDays(from, to) > MAX_DAYS
          ? t("integrations.range_long")
          : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole && problem === null) onGo({ from, to });
  };
  const field = {
    type: "date",
    max: today,
    "aria-invalid": problem !== null,
    "aria-describedby": ids.problem,
  } as const;
  return (
    <form className="ns-int-form" aria-labelledby={ids.title} onSubmit={submit} noValidate>
      <p id={ids.title} className="ns-int-form-title">
        {t("integrations.backfill_title")}
      </p>
      <p className="ns-note">{t("integrations.backfill_detail")}</p>
      <div className="ns-form-row">
        <label className="ns-field">
          {t("integrations.from")}
          <input ref={first} {...field} value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label className="ns-field">
          {t("integrations.to")}
          <input {...field} value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
      </div>
      <p id={ids.problem} className="ns-form-error" role="alert">
        {problem}
      </p>
      <div className="ns-int-buttons">
        <button type="button" className="ns-button" onClick={onCancel}>
          {t("integrations.cancel")}
        </button>
        <button type="submit" className="ns-button" data-variant="primary" disabled={!isWhole || problem !== null}>
          {t("integrations.backfill_go")}
        </button>
      </div>
    </form>
  );
}

interface BackfillFormProps {
  onGo(range: { from: string; to: string }): void;
  onCancel(): void;
}
