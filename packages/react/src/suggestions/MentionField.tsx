import { MAX_SUGGESTION_TEXT, type SuggestionPerson, searchable, textLength } from "@northstar/core";
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { mentionAtCaret, withMention } from "./mentionAtCaret.ts";
import type { Words } from "./texts.ts";

/** So many people are offered at a time: more letters find the others. */
const MOST = 6;

/** A text with a counter, in which `@` offers people: chosen by arrows and Enter, by Tab or by a click; left by Escape. */
export function MentionField({ ui, label, value, onChange, people, problem, rows = 3 }: MentionFieldProps) {
  const { t, format } = ui;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const nextCaret = useRef<number | null>(null);
  const [caret, setCaret] = useState(0);
  const [isLeft, setLeft] = useState(false);
  const [active, setActive] = useState(0);

  useLayoutEffect(() => {
    if (nextCaret.current === null) return;
    field.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = null;
  });

  const typed = isLeft ? null : mentionAtCaret(value, caret);
  const sought = searchable(typed?.typed ?? "");
  const found = typed
    ? people.filter(({ id: one, name }) => searchable(`${name} ${one}`).includes(sought)).slice(0, MOST)
    : [];
  const chosen = Math.min(active, found.length - 1);

  function choose(person: SuggestionPerson | undefined): void {
    if (!person || !typed) return;
    const next = withMention(value, typed, person.name);
    nextCaret.current = next.caret;
    setCaret(next.caret);
    setActive(0);
    setLeft(true);
    onChange(next.text);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (found.length === 0) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setActive((chosen + step + found.length) % found.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(found[chosen]);
    else if (event.key === "Escape") setLeft(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const count = textLength(value);
  const number = new Intl.NumberFormat(format.locale, { useGrouping: "always" });
  const isOpen = found.length > 0;
  return (
    <div className="ns-field ns-sug-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={field}
        id={id}
        rows={rows}
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-count ${id}-hint${problem === null ? "" : ` ${id}-problem`}`}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={isOpen ? `${id}-people` : undefined}
        aria-activedescendant={isOpen ? `${id}-person-${chosen}` : undefined}
        onChange={({ target }) => {
          setLeft(false);
          setActive(0);
          setCaret(target.selectionStart);
          onChange(target.value);
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <div id={`${id}-people`} className="ns-sug-people" role="listbox" aria-label={t("suggestions.people")}>
          {found.map((person, index) => (
            // The keyboard's way is the text's own: focus stays there.
            // biome-ignore lint/a11y/useKeyWithClickEvents: arrows and Enter are handled by the text
            // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
            <div
              key={person.id}
              id={`${id}-person-${index}`}
              role="option"
              aria-selected={index === chosen}
              className="ns-sug-person"
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(person)}
            >
              {person.name}
            </div>
          ))}
        </div>
      )}
      <span className="ns-visually-hidden" role="status">
        {isOpen ? t.plural("suggestions.people_found", found.length) : ""}
      </span>
      <span className="ns-sug-count">
        <span id={`${id}-hint`}>{people.length > 0 ? t("suggestions.text_hint") : ""}</span>
        <span id={`${id}-count`} data-over={count > MAX_SUGGESTION_TEXT || undefined}>
          {t("suggestions.count", { count: number.format(count), most: number.format(MAX_SUGGESTION_TEXT) })}
        </span>
      </span>
      {problem !== null && (
        <p id={`${id}-problem`} className="ns-form-error">
          {problem}
        </p>
      )}
    </div>
  );
}

interface MentionFieldProps {
  ui: Words;
  label: string;
  value: string;
  onChange(value: string): void;
  /** Who may be mentioned. */
  people: readonly SuggestionPerson[];
  /** What is wrong with the text; null when nothing is said of it. */
  problem: string | null;
  /** @default 3 */
  rows?: number;
}
