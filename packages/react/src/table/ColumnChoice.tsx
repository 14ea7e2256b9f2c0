import { tableTexts } from "@northstar/core";
import { useRef } from "react";
import { CaretIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { Popover } from "../components/Popover.tsx";

/** A button with a list of the columns, each shown or not; the last one shown stays. */
export function ColumnChoice({ columns, onToggle }: ColumnChoiceProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { t } = useInterface(tableTexts);
  const shown = columns.filter(({ isShown }) => isShown).length;
  return (
    <div className="ns-data-tools">
      <button ref={button} type="button" className="ns-data-choice">
        {t("table.columns", { shown, total: columns.length })}
        <CaretIcon />
      </button>
      <Popover anchor={button} title={t("table.columns_title")}>
        {() => (
          <ul className="ns-data-columns">
            {columns.map(({ id, title, isShown }) => (
              <li key={id}>
                <label>
                  <input
                    type="checkbox"
                    checked={isShown}
                    disabled={isShown && shown === 1}
                    onChange={() => onToggle(id)}
                  />
                  <span>{title}</span>
                </label>
              </li>
            ))}
          </ul>
        )}
      </Popover>
    </div>
  );
}

interface ColumnChoiceProps {
  columns: readonly { id: string; title: string; isShown: boolean }[];
  onToggle(id: string): void;
}
