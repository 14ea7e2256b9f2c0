import { addDays, filtersTexts, monthGrid } from "@northstar/core";
import { useId } from "react";
import { useInterface } from "../components/interface.ts";

/** A Monday: weeks start on it. */
const MONDAY = "2026-11-23";

/** One month as a grid of days, of which one takes part in the order of Tab. */
export function CalendarMonth({
  month,
  place,
  label,
  from,
  to,
  focused,
  today,
  min,
  max,
  onChoose,
  onPoint,
}: CalendarMonthProps) {
  const id = useId();
  const { t, format } = useInterface(filtersTexts);
  const dayWords = formatter(format.locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const longWeekday = formatter(format.locale, { weekday: "long" });
  const shortWeekday = formatter(format.locale, { weekday: "narrow" });
  const number = new Intl.NumberFormat(format.locale);
  const labelOf = (day: string) =>
    [dayWords(day), day === from && t("filters.range_start"), day === to && t("filters.range_end")]
      .filter(Boolean)
      .join(", ");
  return (
    <div className="ns-calendar-month" data-month={place}>
      <p id={id} className="ns-calendar-label" aria-live="polite">
        {label}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the date grid of the WAI-ARIA pattern is a table */}
      <table role="grid" aria-labelledby={id} aria-multiselectable={true}>
        <thead>
          <tr>
            {Array.from({ length: 7 }, (_, index) => addDays(MONDAY, index)).map((day) => (
              <th key={day} scope="col" abbr={longWeekday(day)}>
                {shortWeekday(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {monthGrid(month).map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, index) =>
                day === null ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the place in the week is what it is
                  <td key={index} />
                ) : (
                  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid a table's cell is a gridcell, which may be selected
                  <td
                    key={day}
                    aria-selected={day >= from && day <= to}
                    data-in-range={(day >= from && day <= to) || undefined}
                    data-end={
                      day === from && day === to ? "both" : day === from ? "start" : day === to ? "end" : undefined
                    }
                  >
                    <button
                      type="button"
                      className="ns-calendar-day"
                      data-day={day}
                      tabIndex={day === focused ? 0 : -1}
                      aria-label={labelOf(day)}
                      aria-current={day === today ? "date" : undefined}
                      disabled={(min !== undefined && day < min) || (max !== undefined && day > max)}
                      onClick={() => onChoose(day)}
                      onPointerEnter={() => onPoint(day)}
                    >
                      {number.format(Number(day.slice(8)))}
                    </button>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Civil dates are formatted at noon UTC in UTC: no zone can move them. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): (date: string) => string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  return (date) => format.format(new Date(`${date}T12:00:00Z`));
}

interface CalendarMonthProps {
  /** First day of the month. */
  month: string;
  place: "first" | "last";
  label: string;
  from: string;
  to: string;
  focused: string;
  today: string;
  min: string | undefined;
  max: string | undefined;
  onChoose: (day: string) => void;
  onPoint: (day: string) => void;
}
