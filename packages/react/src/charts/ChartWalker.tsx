import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from "react";

/**
 * What makes a drawing explorable: hover and focus show the same tooltip, arrow keys walk the places, each is said aloud.
 * It knows nothing of how the drawing is made, only where its places are.
 */
export function ChartWalker({ label, hint, summary, count, describe, locate, className, children }: ChartWalkerProps) {
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
    const next = nextIndex(event.key, index, count);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
  };
  const hover = (event: PointerEvent) => {
    const box = surface.current?.getBoundingClientRect();
    if (box) setActive(nearestIndex(event.clientX - box.left, count, (at) => locate(at, box)?.x));
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
          if (event.target.matches(":focus-visible")) setActive(count - 1);
        }}
        onBlur={() => setActive(null)}
        onPointerMove={hover}
        onPointerLeave={() => setActive(null)}
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
                <div key={row.name} className="ns-tooltip-row">
                  {words.rows.length > 1 && (
                    <>
                      <Swatch colour={row.colour} />
                      <span className="ns-tooltip-name">{row.name}</span>
                    </>
                  )}
                  <span className="ns-tooltip-value">{row.value}</span>
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

function nearestIndex(x: number, count: number, placeOf: (index: number) => number | undefined): number | null {
  let nearest: number | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (let index = 0; index < count; index += 1) {
    const place = placeOf(index);
    if (place !== undefined && Math.abs(place - x) < distance) {
      nearest = index;
      distance = Math.abs(place - x);
    }
  }
  return nearest;
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
  rows: readonly { name: string; value: string; colour: string }[];
  /** Read aloud when the walk comes here. */
  sentence: string;
}

export interface ChartWalkerProps {
  label: string;
  /** How to walk, said with the label. */
  hint: string;
  /** The whole chart in a sentence or two. */
  summary: string;
  /** Number of places. */
  count: number;
  describe(index: number): ChartWords;
  /** Where a place is; null while the drawing isn't ready. */
  locate(index: number, size: { width: number; height: number }): ChartPlace | null;
  className: string;
  children: ReactNode;
}
