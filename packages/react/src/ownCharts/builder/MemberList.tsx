import { useId } from "react";
import type { ChartsInterface } from "../texts.ts";

/** What is chosen of one kind, each to be taken away, and a list to add from. */
export function MemberList<Chosen, Option>({
  label,
  addLabel,
  chosen,
  options,
  isFull,
  problem,
  ui: { t },
  onAdd,
  onRemove,
}: MemberListProps<Chosen, Option>) {
  const id = useId();
  return (
    <div className="ns-field">
      <label htmlFor={id}>{label}</label>
      {chosen.length > 0 && (
        <ul className="ns-own-members">
          {chosen.map(({ name, member }) => (
            <li key={name}>
              <span>{name}</span>
              <button
                type="button"
                className="ns-icon-button"
                aria-label={t("own_charts.remove", { name })}
                onClick={() => onRemove(member)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {!isFull && (
        <select
          id={id}
          value=""
          disabled={options.length === 0}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => {
            const option = options.find(({ value }) => value === event.target.value);
            if (option) onAdd(option.member);
          }}
        >
          <option value="">{chosen.length === 0 ? t("own_charts.choose") : addLabel}</option>
          {options.map(({ value, label: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
      {problem !== null && (
        <p id={`${id}-problem`} className="ns-form-error">
          {problem}
        </p>
      )}
    </div>
  );
}

interface MemberListProps<Chosen, Option> {
  label: string;
  addLabel: string;
  chosen: readonly { name: string; member: Chosen }[];
  options: readonly { value: string; label: string; member: Option }[];
  isFull: boolean;
  problem: string | null;
  ui: ChartsInterface;
  onAdd(member: Option): void;
  onRemove(member: Chosen): void;
}
