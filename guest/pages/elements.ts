import { NOW } from "../../stories/support/clock.ts";
import { createFakeFetch } from "../../stories/support/server.ts";

/**
 * A page without a framework. The server in memory and the clock are properties that are set before the elements are known, as a
 * host's own script may do; everything else is in the page's markup.
 */
const server = createFakeFetch();
for (const provider of document.querySelectorAll("northstar-provider")) {
  provider.fetch = server;
  provider.now = () => NOW;
}
for (const late of document.querySelectorAll<HTMLElement>("[data-kpi]")) Object.assign(late, { kpi: late.dataset.kpi });

await import("@northstar/elements/define");
