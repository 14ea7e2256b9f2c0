import { exportTexts, fileName, toCsv } from "@northstar/core";
import { type KeyboardEvent, useId, useRef } from "react";
import { useInterface } from "../components/interface.ts";
import type { TileMenuProps } from "../components/TileMenu.tsx";
import type { TileTable } from "../components/tileTable.ts";
import { useFocusWhenShown } from "../components/useFocusWhenShown.ts";
import { usePermissions } from "../hooks/usePermissions.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { copyTable } from "./copyTable.ts";
import { decimalMark } from "./decimalMark.ts";
import { exportRows } from "./exportRows.ts";
import { mayTakeRows } from "./mayTakeRows.ts";
import { saveFile } from "./saveFile.ts";
import { tileActions } from "./tileActions.ts";
import { useExportWords } from "./useExportWords.ts";

/** What can be done with a tile. What the role may not do stays in the list and says why. */
export function TileMenuList({ title, tile, twin, onTable, rowsOfPeople, items, from, onClose }: ListProps) {
  const { t, format } = useInterface(exportTexts);
  const wordsOf = useExportWords();
  const permissions = usePermissions();
  const list = useRef<HTMLDivElement>(null);
  const noteId = useId();
  const { client } = useNorthstarContext();
  const more = tileActions.get(client)?.(title);
  const table = twin.toTable();
  const mayTake = !rowsOfPeople || (permissions.status === "ready" && mayTakeRows(permissions.value));
  const refusal = table === null ? t("export.nothing") : mayTake ? null : t("export.rows_denied");
  const decimal = decimalMark(format.locale);

  useFocusWhenShown(list, true, (element) => focusable(element).at(from === "last" ? -1 : 0));

  const save = (known: TileTable, mark: "point" | "comma") => {
    const { header, rows } = exportRows(known, format, t);
    const { lines, period } = wordsOf(known);
    const text = toCsv(header, rows, { decimal: mark, comments: [known.title, ...lines] });
    const name = fileName(known.title, period, "csv");
    saveFile(name, new Blob([text], { type: "text/csv;charset=utf-8" }));
    onClose(t("export.saved", { name }));
  };
  const copy = (known: TileTable) =>
    copyTable(known, format, t).then(
      () => onClose(t("export.copied")),
      () => onClose(t("export.failed_copy")),
    );
  const draw = async (known: TileTable) => {
    const { lines, period } = wordsOf(known);
    const name = fileName(known.title, period, "png");
    try {
      const { tilePng } = await import("./tilePng.ts");
      if (!tile.current) return;
      saveFile(name, await tilePng(tile.current, { lines }));
      onClose(t("export.saved", { name }));
    } catch {
      onClose(t("export.failed_png"));
    }
  };

  const exports: readonly Entry[] = [
    { id: "copy", label: t("export.copy"), run: (known) => void copy(known) },
    { id: "csv", label: t("export.csv"), run: (known) => save(known, "point") },
    ...(decimal === "comma"
      ? [
          {
            id: "excel",
            label: t("export.csv_excel"),
            detail: t("export.csv_excel_detail"),
            run: (known: TileTable) => save(known, "comma"),
          },
        ]
      : []),
    { id: "png", label: t("export.png"), run: (known) => void draw(known) },
  ];

  return (
    <>
      <div
        ref={list}
        role="menu"
        aria-label={t("export.menu", { title })}
        className="ns-menu-list"
        onKeyDown={(event) => walk(event, list.current, onClose)}
      >
        <MenuEntry
          label={t(twin.isTable ? "chart.as_chart" : "chart.as_table")}
          refusedBy={table === null ? noteId : undefined}
          onChoose={() => {
            onTable(!twin.isTable);
            onClose();
          }}
        />
        {[...items, ...(more ? [more] : [])].map(({ id, label, onSelect }) => (
          <MenuEntry
            key={id}
            label={label}
            onChoose={() => {
              onClose();
              onSelect();
            }}
          />
        ))}
        <hr className="ns-menu-line" />
        {exports.map(({ id, label, detail, run }) => (
          <MenuEntry
            key={id}
            label={label}
            detail={detail}
            refusedBy={refusal === null ? undefined : noteId}
            onChoose={() => table && run(table)}
          />
        ))}
      </div>
      {refusal !== null && (
        <p id={noteId} className="ns-menu-note">
          {refusal}
        </p>
      )}
    </>
  );
}

function MenuEntry({ label, detail, refusedBy, onChoose }: MenuEntryProps) {
  return (
    <button
      type="button"
      role="menuitem"
      className="ns-menu-entry"
      tabIndex={-1}
      // Not `disabled`: the keyboard reaches it, and hears that it isn't for this role.
      aria-disabled={refusedBy === undefined ? undefined : true}
      aria-describedby={refusedBy}
      onClick={refusedBy === undefined ? onChoose : undefined}
    >
      {label}
      {detail !== undefined && <span className="ns-menu-detail">{detail}</span>}
    </button>
  );
}

function focusable(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

/** Arrows go round, Home and End to the ends, a letter to the next entry that begins with it; Escape and Tab leave. */
function walk(event: KeyboardEvent, list: HTMLElement | null, onClose: () => void): void {
  const all = focusable(list);
  const at = all.indexOf(event.target as HTMLElement);
  const goTo = (index: number) => {
    event.preventDefault();
    all[(index + all.length) % all.length]?.focus();
  };
  if (event.key === "ArrowDown") goTo(at + 1);
  else if (event.key === "ArrowUp") goTo(at - 1);
  else if (event.key === "Home") goTo(0);
  else if (event.key === "End") goTo(-1);
  else if (event.key === "Tab" || event.key === "Escape") onClose();
  else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const letter = event.key.toLowerCase();
    const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((entry) =>
      entry.textContent?.trim().toLowerCase().startsWith(letter),
    );
    next?.focus();
  }
}

interface Entry {
  id: string;
  label: string;
  detail?: string | undefined;
  run(table: TileTable): void;
}

interface MenuEntryProps {
  label: string;
  detail?: string | undefined;
  /** Id of the text that says why it can't be chosen. */
  refusedBy?: string | undefined;
  onChoose(): void;
}

interface ListProps extends TileMenuProps {
  /** Which entry takes the focus. */
  from: "first" | "last";
  /** Closes the menu; a message is shown and said beside the button. */
  onClose(message?: string): void;
}
