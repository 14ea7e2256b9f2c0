import { BarChart, LineChart, NorthstarProvider } from "@northstar/react";
import { useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { NOW } from "../../stories/support/clock.ts";

declare global {
  interface Window {
    points: {
      /** Draws a chart of 100,000 values. */
      mount(kind: "line" | "bar"): void;
      /** Gives it 100,000 others. Milliseconds until the frame that shows them has been painted by the page's main thread. */
      update(): Promise<number>;
      /** Other values with the next click, and how long the browser says that the last click took to be seen; null when it doesn't. */
      updateOnClick(): void;
      lastClick(): number | null;
    };
  }
}

const COUNT = 100_000;
const SETS = 24;

/** Hours of eleven years: a season, a day and night, noise from a fixed seed, and a fortnight that is missing. */
function invent(seed: number): Float64Array {
  let state = seed * 7919 + 1;
  return Float64Array.from({ length: COUNT }, (_, hour) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    if (hour >= 40_000 && hour < 40_336) return Number.NaN;
    const season = 400 * Math.sin((hour / 8760) * 2 * Math.PI + seed);
    return 1200 + season + (hour % 24 < 8 ? -300 : 150) + (state / 2_147_483_648) * 300;
  });
}

const sets = Array.from({ length: SETS }, (_, seed) => invent(seed));
const STARTS = { first: "2015-06-27T00:00" };
let turn = 0;
let setValues: (values: Float64Array) => void = () => {};
function next(): Float64Array {
  turn += 1;
  return sets[turn % SETS] ?? new Float64Array();
}

function Page({ kind }: { kind: "line" | "bar" }) {
  const [values, set] = useState(next);
  setValues = set;
  const Chart = kind === "line" ? LineChart : BarChart;
  return (
    <NorthstarProvider
      apiUrl="https://northstar.test"
      getToken={() => "none"}
      now={() => NOW}
      fetch={() => new Promise(() => {})}
    >
      <Chart
        title="Eventos"
        unit="count"
        granularity="hour"
        starts={STARTS}
        series={[{ id: "events", title: "Eventos", values }]}
        height={260}
        view="chart"
      />
    </NorthstarProvider>
  );
}

const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
/** After the next paint: a task that is queued in a frame runs behind it. */
const painted = async () => {
  await nextFrame();
  await new Promise<void>((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
};

const place = document.body.appendChild(document.createElement("div"));
const root = createRoot(place);
let clickMs: number | null = null;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.name === "click") clickMs = entry.duration;
}).observe({ type: "event", durationThreshold: 16, buffered: false } as PerformanceObserverInit);

window.points = {
  mount: (kind) => flushSync(() => root.render(<Page key={kind} kind={kind} />)),
  async update() {
    const begunAt = await new Promise<number>((resolve) =>
      // In a task of its own: Chromium doesn't count what runs in an evaluation from outside as the page's script.
      setTimeout(() => {
        resolve(performance.now());
        flushSync(() => setValues(next()));
      }),
    );
    await painted();
    return performance.now() - begunAt;
  },
  updateOnClick() {
    clickMs = null;
    document.addEventListener("click", () => flushSync(() => setValues(next())), { once: true });
  },
  lastClick: () => clickMs,
};
