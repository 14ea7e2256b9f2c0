import {
  addDays,
  addMonths,
  capitalise,
  clampDate,
  endOfBucket,
  filtersTexts,
  formatBucketLabel,
  startOfBucket,
} from "@northstar/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ChevronIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { CalendarMonth } from "./CalendarMonth.tsx";

/**
 * Two months (one where it is narrow) to choose a range of days in, by the WAI-ARIA pattern of a date grid: arrows walk days and
 * weeks, Page Up and Page Down months, with Shift years, Home and End the ends of a week; Enter and Space choose the first end, then
 * the other.
 */
export function RangeCalendar({ start, end, today, min, max, onChange }: RangeCalendarProps) {
  const { t, format } = useInterface(filtersTexts);
  const box = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(clampDate(end, min, max));
  const [last, setLast] = useState(startOfBucket(focused, "month"));
  /** The end that was chosen first, until the other is. */
  const [anchor, setAnchor] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const wantsFocus = useRef(false);

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    box.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
  });

  const show = (date: string) => {
    const month = startOfBucket(date, "month");
    const isTwo = (box.current?.querySelector('[data-month="first"]')?.getClientRects().length ?? 0) > 0;
    const first = isTwo ? addMonths(last, -1) : last;
    if (month > last) setLast(month);
    else if (month < first) setLast(isTwo ? addMonths(month, 1) : month);
  };
  const walk = (event: KeyboardEvent) => {
    const isRtl = box.current !== null && getComputedStyle(box.current).direction === "rtl";
    const next = nextDay(event, focused, isRtl);
    if (next === null) return;
    event.preventDefault();
    const date = clampDate(next, min, max);
    wantsFocus.current = true;
    setFocused(date);
    setPointed(date);
    show(date);
  };
  const choose = (date: string) => {
    setFocused(date);
    setPointed(null);
    if (anchor === null) {
      setAnchor(date);
      onChange(date, date);
    } else {
      setAnchor(null);
      onChange(...inOrder(anchor, date));
    }
  };
  const turn = (months: number) => {
    const month = addMonths(last, months);
    setLast(month);
    setFocused(clampDate(clampDate(addMonths(focused, months), month, endOfBucket(month, "month")), min, max));
  };

  const [from, to] = anchor === null ? [start, end] : inOrder(anchor, pointed ?? anchor);
  const month = (date: string, place: "first" | "last") => (
    <CalendarMonth
      month={date}
      place={place}
      label={capitalise(formatBucketLabel(date, "month", format), format)}
      from={from}
      to={to}
      focused={focused}
      today={today}
      min={min}
      max={max}
      onChoose={choose}
      onPoint={setPointed}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's
    <div ref={box} className="ns-calendar" role="group" aria-label={t("filters.calendar")} onKeyDown={walk}>
      <button
        type="button"
        className="ns-icon-button ns-calendar-turn"
        data-to="previous"
        aria-label={t("filters.previous_month")}
        disabled={min !== undefined && last <= min}
        onClick={() => turn(-1)}
      >
        <ChevronIcon />
      </button>
      <button
        type="button"
        className="ns-icon-button ns-calendar-turn"
        data-to="next"
        aria-label={t("filters.next_month")}
        disabled={max !== undefined && addMonths(last, 1) > max}
        onClick={() => turn(1)}
      >
        <ChevronIcon />
      </button>
      {month(addMonths(last, -1), "first")}
      {month(last, "last")}
    </div>
  );
}

function inOrder(one: string, other: string): [string, string] {
  return one <= other ? [one, other] : [other, one];
}

/** Where a key leads from a day; null for other keys. */
function nextDay({ key, shiftKey }: KeyboardEvent, date: string, isRtl: boolean): string | null {
  switch (key) {
    case "ArrowLeft":
      return addDays(date, isRtl ? 1 : -1);
    case "ArrowRight":
      return addDays(date, isRtl ? -1 : 1);
    case "ArrowUp":
      return addDays(date, -7);
    case "ArrowDown":
      return addDays(date, 7);
    case "Home":
      return startOfBucket(date, "week");
    case "End":
      return endOfBucket(date, "week");
    case "PageUp":
      return addMonths(date, shiftKey ? -12 : -1);
    case "PageDown":
      return addMonths(date, shiftKey ? 12 : 1);
    default:
      return null;
  }
}

export interface RangeCalendarProps {
  /** ISO dates, both included. */
  start: string;
  end: string;
  /** ISO date in the reporting zone. */
  today: string;
  /** Earliest and latest day that may be chosen. */
  min?: string | undefined;
  max?: string | undefined;
  /** Called with one day as both ends first, then with both. */
  onChange: (start: string, end: string) => void;
}
