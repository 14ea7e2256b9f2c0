import {
  formatBucketLabel,
  formatValue,
  type GridKey,
  gridTexts,
  joinTexts,
  type TimeChartKey,
  timeChartTexts,
} from "@northstar/core";
import { type Interface, useInterface } from "../components/interface.ts";
import { type BoxProps, Root } from "../components/Root.tsx";
import { EmptyState } from "../components/states.tsx";
import { ChartTable } from "./ChartTable.tsx";
import { ChartWalker } from "./ChartWalker.tsx";

const TEXTS = joinTexts(gridTexts, timeChartTexts);

/** A day with less than this is called down: more than 2 h 24 min without service. */
const DOWN_BELOW = 0.9;
const HEIGHT = 20;

/**
 * Days of things that run or don't, a strip each: in order, degraded (below the objective), down, or not in service. What isn't in
 * order is drawn taller too, so that no one needs the colours.
 */
export function UptimeStrip({ className, style, ...props }: UptimeStripProps) {
  return (
    <Root className={className} style={style}>
      <Strips {...props} />
    </Root>
  );
}

function Strips({ title, strips, slo, selected = null, onSelect, onDrill, view = "chart" }: UptimeStripProps) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const percent = (uptime: number | null) => formatValue(uptime, "percent", format, percentDigits(uptime)).full;
  if (strips.length === 0) return <EmptyState />;
  if (view === "table") {
    return (
      <ChartTable
        caption={t("chart.table_of", { title })}
        columns={[title, t("uptime.total"), t("uptime.degraded_days"), t("uptime.down_days")]}
        rows={strips.map(({ label, uptime, days }) => [
          label,
          percent(uptime),
          String(countDays(days, "degraded", slo)),
          String(countDays(days, "down", slo)),
        ])}
      />
    );
  }
  const keys = onSelect ? (onDrill ? "chart.keys_select_drill" : "chart.keys_select") : "chart.keys_drill";
  return (
    <div className="ns-own-width ns-uptime-box">
      <ul className="ns-uptime" aria-label={title}>
        {strips.map(({ id, label, uptime, days }) => {
          const found = selected?.id === id ? days.findIndex(({ start }) => start === selected.start) : -1;
          const chosen = found < 0 ? null : found;
          const dayAt = (index: number | null) => {
            const start = index === null ? undefined : days[index]?.start;
            return start === undefined ? null : { id, start };
          };
          return (
            <li key={id} className="ns-uptime-row" data-chosen={chosen === null ? undefined : ""}>
              <span className="ns-uptime-label">{label}</span>
              {days.length === 0 ? (
                <span className="ns-note">{t("chart.empty")}</span>
              ) : (
                <ChartWalker
                  className="ns-uptime-strip"
                  label={label}
                  hint={onSelect || onDrill ? `${t("chart.keys")} ${t(keys)}` : t("chart.keys")}
                  summary={t("uptime.summary", {
                    label,
                    uptime: percent(uptime),
                    count: days.length,
                    degraded: countDays(days, "degraded", slo),
                    down: countDays(days, "down", slo),
                  })}
                  count={days.length}
                  describe={(index) => describeDay(days[index], label, slo, percent, index === chosen, ui)}
                  locate={(index, { width }) => ({ x: ((index + 0.5) / days.length) * width, points: [] })}
                  selected={chosen}
                  onSelect={onSelect && ((index) => onSelect(dayAt(index)))}
                  onDrill={
                    onDrill &&
                    ((index) => {
                      const day = dayAt(index);
                      if (day) onDrill(day);
                    })
                  }
                >
                  <StripDrawing days={days} slo={slo} />
                  {chosen !== null && (
                    <span
                      className="ns-uptime-chosen"
                      style={{ left: `${(chosen / days.length) * 100}%`, width: `${100 / days.length}%` }}
                    />
                  )}
                </ChartWalker>
              )}
              <span className="ns-uptime-total">{percent(uptime)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function StripDrawing({ days, slo }: { days: readonly UptimeDay[]; slo: number }) {
  return (
    <svg
      className="ns-uptime-drawing"
      viewBox={`0 0 ${days.length * 10} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {DRAWN.map((status) => (
        <path key={status} data-status={status} d={cells(days, status, slo, false)} />
      ))}
      {DRAWN.map((status) => (
        <path key={status} data-status={status} data-partial="" d={cells(days, status, slo, true)} />
      ))}
    </svg>
  );
}

type Status = "ok" | "degraded" | "down" | "none";
const DRAWN: readonly Status[] = ["none", "ok", "degraded", "down"];
/** Heights of the cells, of 20. */
const TALL: Readonly<Record<Status, number>> = { none: 4, ok: 14, degraded: 20, down: 20 };

function statusOf({ uptime }: UptimeDay, slo: number): Status {
  if (uptime === null) return "none";
  if (uptime >= slo) return "ok";
  return uptime < DOWN_BELOW ? "down" : "degraded";
}

function countDays(days: readonly UptimeDay[], status: Status, slo: number): number {
  return days.filter((day) => statusOf(day, slo) === status).length;
}

/** Rectangles of all days of one status, as one path: a strip is few elements whatever its length. */
function cells(days: readonly UptimeDay[], status: Status, slo: number, isPartial: boolean): string {
  const tall = TALL[status];
  return days
    .map((day, index) =>
      statusOf(day, slo) === status && day.partial === isPartial
        ? `M${index * 10 + 1} ${(HEIGHT - tall) / 2}h8v${tall}h-8z`
        : "",
    )
    .join("");
}

function describeDay(
  day: UptimeDay | undefined,
  label: string,
  slo: number,
  percent: (uptime: number | null) => string,
  isSelected: boolean,
  { t, format }: Interface<GridKey | TimeChartKey>,
) {
  if (!day) return { title: "", rows: [], sentence: "" };
  const date = formatBucketLabel(day.start, "day", format);
  const over = day.partial ? `${date} (${t("chart.partial")})` : date;
  const title = isSelected ? `${over}, ${t("chart.selected")}` : over;
  const status = statusOf(day, slo);
  const words = t(`uptime.${status}`);
  const value = status === "none" ? words : `${percent(day.uptime)} · ${words}`;
  return {
    title,
    rows: [{ name: label, value, colour: "" }],
    sentence: t("chart.point", { period: title, values: value }),
  };
}

/** Nines count: 99,98 %, but 100 % and 62,5 %. */
function percentDigits(uptime: number | null): { digits?: number } {
  if (uptime === null || uptime === 1) return uptime === 1 ? { digits: 0 } : {};
  return { digits: uptime >= 0.99 ? 2 : 1 };
}

interface UptimeDay {
  /** ISO date. */
  start: string;
  /** Fraction of the day; null where it wasn't in service. */
  uptime: number | null;
  /** True while the day isn't over. */
  partial: boolean;
}

/** A day of a strip. */
export interface UptimeStripDay {
  /** The strip's. */
  id: string;
  /** ISO date. */
  start: string;
}

export interface UptimeStripProps extends BoxProps {
  /** Names it to screen readers. */
  title: string;
  /** Without any, it says that there is nothing; so does one without days. */
  strips: readonly { id: string; label: string; uptime: number | null; days: readonly UptimeDay[] }[];
  /** Fraction from which on a day is in order. */
  slo: number;
  /** The day that is chosen: framed and notched, its strip's name bold. @default null */
  selected?: UptimeStripDay | null | undefined;
  /** A day was chosen: by a click or a tap near it, or by Enter; null when the chosen one was chosen again or left by Escape. */
  onSelect?: ((day: UptimeStripDay | null) => void) | undefined;
  /** What is behind a day is asked for: by a double click, or by Enter on the chosen one (on any, without `onSelect`). */
  onDrill?: ((day: UptimeStripDay) => void) | undefined;
  /** @default "chart" */
  view?: "chart" | "table";
}
