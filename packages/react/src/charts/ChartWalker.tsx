import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef, useState } from "react";

/**
 * What makes a drawing explorable: hover and focus show the same tooltip, arrow keys walk the places, each is said aloud.
 * It knows nothing of how the drawing is made, only where its places are.
 */
export function ChartWalker(props: ChartWalkerProps) {
  const { label, hint, summary, count, describe, locate, className, children } = props;
  const { selected = null, onSelect, onDrill } = props;
  const surface = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const summaryId = useId();
  // Fewer places than before must not leave the walk outside.
  const index = active === null || count === 0 ? null : Math.min(active, count - 1);
  // Measured only while something is pointed at: it makes the browser lay out the page, which in every render of every chart takes long.
  const size = { width: 0, height: 0 };
  if (index !== null && surface.current) {
    size.width = surface.current.clientWidth;
    size.height = surface.current.clientHeight;
  }
  const place = index === null ? null : locate(index, size);

  const walk = (event: KeyboardEvent) => {
    if (event.key === "Enter" && index !== null && (onSelect || onDrill)) {
      event.preventDefault();
      if (onSelect && index !== selected) onSelect(index);
      else if (onDrill) onDrill(index);
      else onSelect?.(null);
      return;
    }
    if (event.key === "Escape" && selected !== null && onSelect) {
      event.preventDefault();
      onSelect(null);
      return;
    }
    const next = nextIndex(event.key, index, count);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
  };
  const nearest = (event: { clientX: number }) => {
    const box = surface.current?.getBoundingClientRect();
    return box ? nearestIndex(event.clientX - box.left, count, (at) => locate(at, box)?.x) : null;
  };
  const choose = (event: MouseEvent) => {
    const at = nearest(event);
    // A tap has no pointer that moved there before.
    setActive(at);
    if (at === null || !onSelect) return;
    const isSecond = event.detail > 1 && onDrill !== undefined;
    // The second click of a drill must not take back what the first chose.
    if (at !== selected) onSelect(at);
    else if (!isSecond) onSelect(null);
  };
  const drill = (event: MouseEvent) => {
    const at = nearest(event);
    if (at === null || !onDrill) return;
    event.stopPropagation();
    onDrill(at);
  };

  const words = index === null ? null : describe(index);
  return (
    <div className={className}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's; this groups a drawing's places */}
      <div
        ref={surface}
        className="ns-chart-surface"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk the places
        tabIndex={0}
        aria-label={`${label}. ${hint}`}
        aria-describedby={summaryId}
        onKeyDown={walk}
        onFocus={(event) => {
          if (event.target.matches(":focus-visible")) setActive(selected ?? count - 1);
        }}
        onBlur={() => setActive(null)}
        onPointerDown={(event) => setActive(nearest(event))}
        onPointerMove={(event) => setActive(nearest(event))}
        // A finger that is lifted leaves too: what it pointed at is to be read until another place is tapped.
        onPointerLeave={({ pointerType }) => pointerType !== "touch" && setActive(null)}
        onPointerCancel={() => setActive(null)}
        onClick={onSelect || onDrill ? choose : undefined}
        onDoubleClick={onDrill ? drill : undefined}
        data-interactive={onSelect || onDrill ? "" : undefined}
      >
        {children}
        {place && words && (
          <div aria-hidden="true">
            <span className="ns-chart-cursor" style={{ left: place.x }} />
            {place.points.map((point) => (
              <span
                key={`${point.y}${point.colour}`}
                className="ns-chart-point"
                style={{ left: place.x, top: point.y, background: point.colour }}
              />
            ))}
            <div className="ns-tooltip" data-ns-tooltip="" style={tooltipStyle(place.x, size.width)}>
              <div className="ns-tooltip-title">{words.title}</div>
              {words.rows.map((row) => (
                <div key={row.id ?? row.name} className="ns-tooltip-row">
                  {words.rows.length > 1 && (
                    <>
                      <Swatch colour={row.colour} />
                      <span className="ns-tooltip-name">{row.name}</span>
                    </>
                  )}
                  <span className="ns-tooltip-value">{row.value}</span>
                </div>
              ))}
              {words.notes?.map((note) => (
                <div key={note} className="ns-tooltip-note">
                  {note}
                </div>
              ))}
            </div>
          </div>
        )}
      </div>
      <p id={summaryId} className="ns-visually-hidden">
        {summary}
      </p>
      <p className="ns-visually-hidden" aria-live="polite">
        {words?.sentence}
      </p>
    </div>
  );
}

/** A square of a series' colour. */
export function Swatch({ colour }: { colour: string }) {
  return <span className="ns-swatch" style={{ "--ns-swatch": colour } as React.CSSProperties} aria-hidden="true" />;
}

function nextIndex(key: string, index: number | null, count: number): number | null | undefined {
  switch (key) {
    case "ArrowRight":
      return Math.min(count - 1, (index ?? -1) + 1);
    case "ArrowLeft":
      return Math.max(0, (index ?? count) - 1);
    // A tenth of the way: arrows alone would take a hundred thousand steps.
    case "PageDown":
      return Math.min(count - 1, (index ?? 0) + Math.ceil(count / 10));
    case "PageUp":
      return Math.max(0, (index ?? count - 1) - Math.ceil(count / 10));
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "Escape":
      return index === null ? undefined : null;
    default:
      return undefined;
  }
}

/** By arithmetic: places stand at equal distances, so two of them say where all the others are. */
function nearestIndex(x: number, count: number, placeOf: (index: number) => number | undefined): number | null {
  const first = placeOf(0);
  const last = placeOf(count - 1);
  if (count === 0 || first === undefined || last === undefined) return null;
  if (last === first) return 0;
  const index = Math.round(((x - first) / (last - first)) * (count - 1));
  return Math.max(0, Math.min(count - 1, index));
}

/** Beside the cursor, on the side where there is more room. */
function tooltipStyle(x: number, width: number) {
  return x > width / 2 ? { right: width - x + 10, top: 0 } : { left: x + 10, top: 0 };
}

export interface ChartPlace {
  /** Pixels from the surface's left and top. */
  x: number;
  points: readonly { y: number; colour: string }[];
}

export interface ChartWords {
  title: string;
  /** `id` where names may be the same. */
  rows: readonly { id?: string; name: string; value: string; colour: string }[];
  /** Beneath them: what happened there. */
  notes?: readonly string[];
  /** Read aloud when the walk comes here. */
  sentence: string;
}

export interface ChartWalkerProps {
  label: string;
  /** How to walk, said with the label. */
  hint: string;
  /** The whole chart in a sentence or two. */
  summary: string;
  /** Number of places; they stand at equal distances from each other. */
  count: number;
  describe(index: number): ChartWords;
  /** Where a place is; null while the drawing isn't ready. */
  locate(index: number, size: { width: number; height: number }): ChartPlace | null;
  /** The chosen place. @default null */
  selected?: number | null | undefined;
  /** A place was chosen by a click or Enter; null when the chosen one was chosen again or left by Escape. */
  onSelect?: ((index: number | null) => void) | undefined;
  /** A double click, or Enter on the chosen place; on any, without `onSelect`. */
  onDrill?: ((index: number) => void) | undefined;
  className: string;
  children: ReactNode;
}
