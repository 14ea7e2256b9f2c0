import type { Filters } from "@northstar/core";
import { ExecutiveView, NorthstarProvider, OperationalView } from "@northstar/react";
import { useState } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { NOW } from "../../stories/support/clock.ts";
import { createRecordedFetch } from "../../stories/support/recordedFetch.ts";

/** What a measurement saw. */
export interface ViewFigures {
  tiles: number;
  /** Milliseconds from the answers being there to all of them painted. */
  toPainted: number;
  /** Milliseconds from a change of filters, whose answers are there at once, to all of them painted. */
  filterToPainted: number;
  /** Sum of layout shifts, from the first skeleton to the last drawing. */
  layoutShift: number;
}

declare global {
  interface Window {
    measureView(): Promise<ViewFigures>;
    mountAndLeave(times: number): Promise<void>;
  }
}

const answered = createRecordedFetch("analyst");
const BEFORE: Filters = {};
const AFTER: Filters = { period: { preset: "last_month" } };

/** A server whose answers come when they are let out, and at once from then on. */
function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const response = await answered(input, init);
    if (String(input).endsWith("/load")) await opened;
    return response;
  };
  return { open, fetch };
}

let setFilters: (filters: Filters) => void = () => {};

function Page({ fetch }: { fetch: typeof globalThis.fetch }) {
  const [filters, change] = useState(BEFORE);
  setFilters = change;
  return (
    <NorthstarProvider
      apiUrl="https://northstar.test"
      getToken={() => `e30.${btoa(JSON.stringify({ sub: "bench", exp: 4_102_444_800 }))}.`}
      filters={filters}
      now={() => NOW}
      fetch={fetch}
    >
      <ExecutiveView />
      <OperationalView />
    </NorthstarProvider>
  );
}

function mount(fetch: typeof globalThis.fetch): { root: Root; place: HTMLElement } {
  const place = document.createElement("div");
  document.body.append(place);
  const root = createRoot(place);
  flushSync(() => root.render(<Page fetch={fetch} />));
  return { root, place };
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

async function until(isDone: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!isDone()) {
    if (performance.now() > end) throw new Error(`the view didn't settle: ${document.body.textContent.slice(0, 500)}`);
    await nextFrame();
  }
  await painted();
}

const isSettled = (place: HTMLElement) =>
  place.querySelector(".ns-skeleton, .ns-skeleton-block, .ns-updating") === null &&
  place.querySelector(".ns-card") !== null;

window.measureView = async () => {
  let layoutShift = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) layoutShift += (entry as unknown as { value: number }).value;
  });
  observer.observe({ type: "layout-shift", buffered: false });
  const gate = createGate();
  const { root, place } = mount(gate.fetch);
  // The skeletons, the catalogue, and the questions on their way.
  await until(() => place.querySelectorAll(".ns-card .ns-skeleton").length > 10);
  await new Promise((later) => setTimeout(later, 1000));

  const answeredAt = performance.now();
  gate.open();
  await until(() => isSettled(place));
  const toPainted = performance.now() - answeredAt;
  await new Promise((later) => setTimeout(later, 500));

  const changedAt = performance.now();
  flushSync(() => setFilters(AFTER));
  await until(() => isSettled(place));
  const filterToPainted = performance.now() - changedAt;
  const tiles = place.querySelectorAll(".ns-card").length;
  observer.disconnect();
  root.unmount();
  place.remove();
  return { tiles, toPainted, filterToPainted, layoutShift };
};

window.mountAndLeave = async (times) => {
  for (let time = 0; time < times; time += 1) {
    const { root, place } = mount(answered);
    await until(() => isSettled(place));
    root.unmount();
    place.remove();
  }
};
