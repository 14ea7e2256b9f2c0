import { answerFilters, FILTER_CATALOG } from "../../stories/filters/filterServer.ts";
import { NOW } from "../../stories/support/clock.ts";
import { answerQuery, createFakeFetch } from "../../stories/support/server.ts";

/** A page without a framework for marketing, whose tiles have rows to choose and something behind their numbers. */
const server = createFakeFetch({
  catalog: FILTER_CATALOG,
  answer: (query) => (query.measures?.[0]?.includes("funnel_") ? answerQuery(query) : answerFilters(query)),
});
for (const provider of document.querySelectorAll("northstar-provider")) {
  provider.fetch = server;
  provider.now = () => NOW;
}

await import("@northstar/elements/define");
