import { type DataColumn, DataTable, NorthstarProvider } from "@northstar/react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { type Campaign, manyCampaigns } from "../../stories/data-table/campaigns.ts";
import { createFakeFetch } from "../../stories/support/server.ts";

/** Milliseconds each. */
export interface TableFigures {
  rows: number;
  /** From the rows being there to the first of them painted. */
  mount: number;
  /** From the click on a header to the new order painted: numbers, turned round, texts, turned round. */
  sorts: Readonly<Record<"number" | "numberAgain" | "text" | "textAgain", number>>;
  /** Between frames while the table scrolls through all its rows. */
  frames: readonly number[];
  /** Of the page's own work in each of these frames: from the change of the scroll position to the new rows being laid out. */
  work: readonly number[];
}

declare global {
  interface Window {
    measureTable(rows: number): Promise<TableFigures>;
  }
}

const COLUMNS: readonly DataColumn<Campaign>[] = [
  { id: "name", title: "Campaña", value: (row) => row.name },
  { id: "delivered", title: "Entregados", unit: "people", value: (row) => row.delivered },
  { id: "open", title: "Apertura", unit: "percent", value: (row) => row.openRate },
  { id: "click", title: "Clic", unit: "percent", value: (row) => row.clickRate },
  { id: "conversion", title: "Conversión", unit: "percent", value: (row) => row.conversionRate, bar: true },
  { id: "cost", title: "Coste", unit: "money", value: (row) => row.cost },
];

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
/** After the next paint: a task that is queued in a frame runs behind it. */
const painted = async () => {
  await nextFrame();
  await new Promise<void>((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
};

async function timed(act: () => void): Promise<number> {
  const begin = performance.now();
  act();
  await painted();
  return performance.now() - begin;
}

window.measureTable = async (count) => {
  const rows = manyCampaigns(count);
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  const mount = await timed(() =>
    flushSync(() =>
      root.render(
        <NorthstarProvider
          apiUrl="https://northstar.test/api"
          getToken={() => `e30.${btoa(JSON.stringify({ sub: "bench", exp: 4_102_444_800 }))}.`}
          fetch={createFakeFetch()}
        >
          <DataTable title="Campañas" rows={rows} columns={COLUMNS} />
        </NorthstarProvider>,
      ),
    ),
  );
  const header = (name: string) =>
    [...place.querySelectorAll<HTMLButtonElement>("thead button")].find((button) => button.textContent === name);
  const sort = async (name: string) => {
    const time = await timed(() => flushSync(() => header(name)?.click()));
    await new Promise((later) => setTimeout(later, 200));
    return time;
  };
  const sorts = {
    number: await sort("Conversión"),
    numberAgain: await sort("Conversión"),
    text: await sort("Campaña"),
    textAgain: await sort("Campaña"),
  };
  const box = place.querySelector<HTMLElement>(".ns-data-scroll");
  if (!box) throw new Error("the table didn't come");
  const frames: number[] = [];
  const work: number[] = [];
  // Slow enough to read at first, then as fast as a thumb drags the scroll bar.
  for (const step of [24, 240, (box.scrollHeight - box.clientHeight) / 120]) {
    box.scrollTop = 0;
    let last = await nextFrame();
    for (let turn = 0; turn < 120; turn += 1) {
      const begin = performance.now();
      flushSync(() => {
        box.scrollTop += step;
        box.dispatchEvent(new Event("scroll"));
      });
      box.getBoundingClientRect();
      work.push(performance.now() - begin);
      const now = await nextFrame();
      frames.push(now - last);
      last = now;
    }
  }
  root.unmount();
  place.remove();
  return { rows: rows.length, mount, sorts, frames, work };
};
