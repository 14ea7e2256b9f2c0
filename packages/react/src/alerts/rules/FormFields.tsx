import { parseNumber } from "@northstar/core";
import { type ReactNode, useId, useState } from "react";
import { useInterface } from "../../components/interface.ts";
import type { LimitScale } from "./limitScale.ts";

/** What every field of the form has. */
interface FieldProps {
  label: string;
  /** What is wrong with it; null when nothing is. */
  problem?: string | null | undefined;
}

/** A label, what is typed, and what is wrong with it beneath. */
function Field({ label, problem = null, children }: FieldProps & { children: (ids: FieldIds) => ReactNode }) {
  const id = useId();
  const problemId = `${id}-problem`;
  return (
    <div className="ns-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-invalid": problem !== null,
        "aria-describedby": problem === null ? undefined : problemId,
      })}
      {problem !== null && (
        <p id={problemId} className="ns-form-error">
          {problem}
        </p>
      )}
    </div>
  );
}

interface FieldIds {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

export function TextField({ label, problem, value, onChange, isLong = false, type = "text" }: TextFieldProps) {
  return (
    <Field label={label} problem={problem}>
      {(ids) =>
        isLong ? (
          <textarea {...ids} rows={2} value={value} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input {...ids} type={type} value={value} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  );
}

interface TextFieldProps extends FieldProps {
  value: string;
  onChange(value: string): void;
  /** Of several lines. @default false */
  isLong?: boolean;
  type?: "text" | "time";
}

export function SelectField<V extends string>({ label, problem, value, options, onChange }: SelectFieldProps<V>) {
  return (
    <Field label={label} problem={problem}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.target.value as V)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.isOff}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface SelectFieldProps<V extends string> extends FieldProps {
  value: V;
  options: readonly { value: V; label: string; isOff?: boolean }[];
  onChange(value: V): void;
}

/** A number in the reader's own notation. What is no number is handed on as NaN; an empty field as nothing. */
export function NumberField({ label, problem, value, scale = PLAIN, onChange }: NumberFieldProps) {
  const { format } = useInterface();
  const written = value === undefined || Number.isNaN(value) ? "" : write(value * scale.factor, format.locale);
  const [typed, setTyped] = useState<{ text: string; value: number | undefined } | null>(null);
  // What was typed stays as it was typed, until the value is another by other means.
  const text = typed && Object.is(typed.value, value) ? typed.text : written;
  return (
    <Field label={label} problem={problem}>
      {(ids) => (
        <span className="ns-rule-number">
          <input
            {...ids}
            inputMode="decimal"
            autoComplete="off"
            value={text}
            onChange={(event) => {
              const next = read(event.target.value, scale.factor, format.locale);
              setTyped({ text: event.target.value, value: next });
              onChange(next);
            }}
          />
          {scale.suffix !== null && <span className="ns-rule-number-unit">{scale.suffix}</span>}
        </span>
      )}
    </Field>
  );
}

const PLAIN: LimitScale = { factor: 1, suffix: null };

function read(text: string, factor: number, locale: "es" | "en"): number | undefined {
  if (text.trim() === "") return undefined;
  const number = parseNumber(text, locale);
  return number === null ? Number.NaN : Number((number / factor).toPrecision(12));
}

function write(value: number, locale: "es" | "en"): string {
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 6 }).format(
    Number(value.toPrecision(12)),
  );
}

interface NumberFieldProps extends FieldProps {
  value: number | undefined;
  /** How it is shown. @default as it is */
  scale?: LimitScale;
  onChange(value: number | undefined): void;
}

/** A duration: kept in seconds, typed in a longer unit. */
export function DurationField({ seconds, unit, ...props }: DurationFieldProps) {
  const { onChange } = props;
  return (
    <NumberField
      {...props}
      value={seconds === undefined ? undefined : seconds / unit.seconds}
      scale={{ factor: 1, suffix: unit.name }}
      onChange={(value) => onChange(value === undefined ? undefined : value * unit.seconds)}
    />
  );
}

interface DurationFieldProps extends FieldProps {
  seconds: number | undefined;
  unit: { seconds: number; name: string };
  onChange(seconds: number | undefined): void;
}

/** A part of the form under a name. */
export function FormPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="ns-rule-part">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
