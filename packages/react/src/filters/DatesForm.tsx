import { clampDate, endOfBucket, type PeriodSelection, periodTexts, wallClock } from "@northstar/core";
import { type FormEvent, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { RangeCalendar } from "./RangeCalendar.tsx";

/** Two dates, typed or chosen in a calendar. */
export function DatesForm({ initial, min, max: latest, onApply, onCancel }: DatesFormProps) {
  const { t } = useInterface(periodTexts);
  const { now, timeZone } = useNorthstar();
  const today = wallClock(now(), timeZone).date;
  const max = latest ?? endOfBucket(today, "month");
  const [start, setStart] = useState(clampDate(initial.start, min, latest));
  const [end, setEnd] = useState(clampDate(initial.end, min, latest));
  const isWhole = start !== "" && end !== "";
  const isBackwards = isWhole && end < start;
  const isOutside = isWhole && [start, end].some((day) => day !== clampDate(day, min, latest));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole && !isBackwards && !isOutside) onApply({ start, end });
  };
  return (
    <form onSubmit={submit} noValidate>
      <div className="ns-form-row">
        <label className="ns-field">
          {t("period.start")}
          <input type="date" min={min} max={max} value={start} onChange={(event) => setStart(event.target.value)} />
        </label>
        <label className="ns-field">
          {t("period.end")}
          <input
            type="date"
            min={min}
            max={max}
            value={end}
            onChange={(event) => setEnd(event.target.value)}
            aria-invalid={isBackwards}
          />
        </label>
      </div>
      {isBackwards && (
        <p className="ns-form-error" role="alert">
          {t("period.invalid")}
        </p>
      )}
      {isOutside && (
        <p className="ns-form-error" role="alert">
          {t("period.outside")}
        </p>
      )}
      <RangeCalendar
        start={isBackwards ? end : start || end || today}
        end={isBackwards ? start : end || start || today}
        today={today}
        min={min}
        max={max}
        onChange={(from, to) => {
          setStart(from);
          setEnd(to);
        }}
      />
      <div className="ns-form-row ns-dates-actions">
        <button type="button" className="ns-button" onClick={onCancel}>
          {t("period.cancel")}
        </button>
        <button
          type="submit"
          className="ns-button"
          data-variant="primary"
          disabled={!isWhole || isBackwards || isOutside}
        >
          {t("period.apply")}
        </button>
      </div>
    </form>
  );
}

interface DatesFormProps {
  initial: { start: string; end: string };
  min: string | undefined;
  max: string | undefined;
  onApply(period: Extract<PeriodSelection, { start: string }>): void;
  onCancel(): void;
}
