import type { Filters } from "@northstar/core";
import { ExecutiveView, NorthstarProvider, OperationalView } from "@northstar/react";
import { useState } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { NOW } from "../../stories/support/clock.ts";
import { createRecordedFetch } from "../../stories/support/recordedFetch.ts";

/** What one step took, milliseconds from its beginning to the paint that shows its end. */
export interface StepFigures {
  toPainted: number;
  /** Of these, in the stand-in for the server and in looking whether it is over: both are in this page, and not ours to count. */
  bench: number;
}

/** What a view is put through, step by step, so that the browser's own counters can be read in between. */
export interface ViewSteps {
  /** Draws both views, up to their skeletons: the catalogue is here, the questions are on their way. */
  mount(): Promise<void>;
  /** Lets the answers out, all at once. */
  answer(): Promise<StepFigures>;
  /** Last month in place of this one. Its answers are in the server's memory, and after the first time in the page's. */
  chooseLastMonth(): Promise<StepFigures>;
  /** Back to the month that is running, whose answers the page has. */
  chooseThisMonth(): Promise<StepFigures>;
  /** The sum of layout shifts since `mount` or since this was asked, and what moved. */
  takeShifts(): { layoutShift: number; moved: readonly string[] };
  /** Takes the views away. Gives how many tiles there were. */
  leave(): number;
}

declare global {
  interface Window {
    view: ViewSteps;
    mountAndLeave(times: number): Promise<void>;
  }
}

const answered = createRecordedFetch("analyst");
const THIS_MONTH: Filters = {};
const LAST_MONTH: Filters = { period: { preset: "last_month" } };
let benchMs = 0;

/** A server whose answers come when they are let out, and at once from then on. */
function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const askedAt = performance.now();
    const response = await answered(input, init);
    benchMs += performance.now() - askedAt;
    if (String(input).endsWith("/load")) await opened;
    return response;
  };
  return { open, fetch };
}

let setFilters: (filters: Filters) => void = () => {};

function Page({ fetch }: { fetch: typeof globalThis.fetch }) {
  const [filters, change] = useState(THIS_MONTH);
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

/** Woken by changes of the page: looking at each frame would make the browser draw frames that a reader's page doesn't have. */
async function until(isDone: () => boolean): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const observer = new MutationObserver(() => look());
    const giveUp = setTimeout(() => {
      observer.disconnect();
      reject(new Error(`the view didn't settle: ${document.body.textContent.slice(0, 500)}`));
    }, 20_000);
    const look = () => {
      const lookedAt = performance.now();
      const done = isDone();
      benchMs += performance.now() - lookedAt;
      if (!done) return;
      observer.disconnect();
      clearTimeout(giveUp);
      resolve();
    };
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["aria-busy", "data-state"],
    });
    look();
  });
  await painted();
}

const isSettled = (place: HTMLElement) =>
  place.querySelector(".ns-skeleton, .ns-skeleton-block, [aria-busy=true]") === null &&
  place.querySelector(".ns-card") !== null;

let gate = createGate();
let mounted: { root: Root; place: HTMLElement } | null = null;
let layoutShift = 0;
let moved = new Set<string>();
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries() as unknown as LayoutShift[]) {
    layoutShift += value;
    for (const { node } of sources) moved.add(nameOf(node));
  }
}).observe({ type: "layout-shift" });

/** What TypeScript's DOM lacks. */
interface LayoutShift {
  value: number;
  sources: readonly { node: Node | null }[];
}

async function step(begin: () => void): Promise<StepFigures> {
  const place = mounted?.place;
  if (!place) throw new Error("Nothing is mounted.");
  benchMs = 0;
  // In a task of its own: Chromium doesn't count what runs in an evaluation from outside as the page's script.
  const begunAt = await new Promise<number>((resolve) =>
    setTimeout(() => {
      resolve(performance.now());
      begin();
    }),
  );
  await until(() => isSettled(place));
  return { toPainted: performance.now() - begunAt, bench: benchMs };
}

window.view = {
  async mount() {
    window.view.takeShifts();
    gate = createGate();
    const { root, place } = mount(gate.fetch);
    mounted = { root, place };
    await until(() => place.querySelectorAll(".ns-card .ns-skeleton").length > 10);
  },
  answer: () => step(() => gate.open()),
  chooseLastMonth: () => step(() => flushSync(() => setFilters(LAST_MONTH))),
  chooseThisMonth: () => step(() => flushSync(() => setFilters(THIS_MONTH))),
  takeShifts() {
    const taken = { layoutShift, moved: [...moved] };
    layoutShift = 0;
    moved = new Set();
    return taken;
  },
  leave() {
    const tiles = mounted?.place.querySelectorAll(".ns-card").length ?? 0;
    mounted?.root.unmount();
    mounted?.place.remove();
    mounted = null;
    return tiles;
  },
};

/** A moved element and the nearest tile or section around it, by their classes. */
function nameOf(node: Node | null): string {
  const element = node instanceof Element ? node : node?.parentElement;
  const around = element?.parentElement?.closest("article, section, header");
  return [around, element].map((item) => item?.getAttribute("class") ?? item?.localName ?? "").join(" > ");
}

window.mountAndLeave = async (times) => {
  for (let time = 0; time < times; time += 1) {
    const { root, place } = mount(answered);
    await until(() => isSettled(place));
    root.unmount();
    place.remove();
  }
};
