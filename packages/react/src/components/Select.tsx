import { type RefObject, useId } from "react";
import { CaretIcon } from "./icons.tsx";

/** The platform's own select, dressed: keyboard, touch and screen readers work as everywhere else. */
export function Select({ label, prefix, value, options, onChange, selectRef }: SelectProps) {
  const id = useId();
  return (
    <span className="ns-select">
      <label htmlFor={id} className="ns-visually-hidden">
        {label}
      </label>
      {prefix && (
        <span className="ns-select-prefix" aria-hidden="true">
          {prefix}
        </span>
      )}
      <select ref={selectRef} id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <CaretIcon />
    </span>
  );
}

interface SelectProps {
  label: string;
  /** A word before the choice, for the eye only. */
  prefix?: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange(value: string): void;
  selectRef?: RefObject<HTMLSelectElement | null>;
}
