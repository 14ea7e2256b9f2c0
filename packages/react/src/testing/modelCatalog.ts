import type { Catalog, CatalogFunnel, CatalogKpi, Granularity, KpiUnit } from "@northstar/core";
import { CATALOG } from "./fixtures.ts";

/** The part of the generated catalogue that is read here. */
interface Generated {
  kpis: Record<
    string,
    { measure: string; timeDimension: string; unit: string; grain: string; version: number; rowFilters: string[] }
  >;
  funnels: Record<string, { timeDimension: string; steps: string[]; breakdowns: string[] }>;
}

// By an address that the compiler doesn't follow: the file registers its names, and these tests ask for others too.
const address: string = new URL("../../../../cube/catalog.gen.ts", import.meta.url).pathname;
const { catalog } = (await import(/* @vite-ignore */ address)) as { catalog: Generated };

const text = (word: string) => ({ es: word, en: word });
const shortName = (member: string) => member.slice(member.indexOf(".") + 1);

/** What someone sees who sees all of Northstar's own model: names and members are the model's, words and limits aren't. */
export const MODEL_CATALOG: Catalog = {
  ...CATALOG,
  kpis: Object.entries(catalog.kpis).map(
    ([id, { measure, timeDimension, unit, grain, version, rowFilters }]): CatalogKpi => ({
      id,
      version,
      title: text(id),
      definition: text(id),
      unit: unit as KpiUnit,
      polarity: "up",
      grain: grain as Granularity,
      owner: "owner",
      sloSeconds: 300,
      sources: ["crm"],
      roles: ["analyst"],
      timeDimension: shortName(timeDimension),
      measure,
      timeDimensionMember: timeDimension,
      // The generated one names the first view only; these are in the operational view too.
      ...(timeDimension === "executive.date" && {
        alsoIn: [{ measure: `operational.${shortName(measure)}`, timeDimensionMember: "operational.date" }],
      }),
      rowFilters,
      thresholds: { amber: 1, red: 0.5, on: "complete" },
    }),
  ),
  denied: [],
  deniedFunnels: [],
  funnels: Object.entries(catalog.funnels).map(
    ([id, { timeDimension, steps, breakdowns }]): CatalogFunnel => ({
      id,
      title: text(id),
      definition: text(id),
      timeDimensionMember: timeDimension,
      breakdowns,
      sources: ["crm"],
      sloSeconds: 300,
      steps: steps.map((step) => ({ id: step, title: text(step), measure: `operational.${step}` })),
    }),
  ),
};
