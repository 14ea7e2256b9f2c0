import { describe, expect, it } from "vitest";
import { resolveFilters } from "./filters.ts";
import type { CatalogKpi } from "./kpi.ts";
import { planDimensionValues, readDimensionValues, searchable } from "./planDimensionValues.ts";

const CONTEXT = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };
const text = (word: string) => ({ es: word, en: word });
const kpi = (id: string, dimensions: readonly string[], rest: Partial<CatalogKpi> = {}): CatalogKpi => ({
  id,
  version: 1,
  title: text(id),
  definition: text(id),
  unit: "people",
  polarity: "up",
  grain: "month",
  owner: "marketing",
  sloSeconds: 300,
  sources: ["crm"],
  roles: ["marketing"],
  timeDimension: "date",
  measure: `operational.${id}`,
  timeDimensionMember: "operational.date",
  dimensions,
  ...rest,
});
const KPIS = [
  kpi("new_registrations", ["country", "source"]),
  kpi("open_rate", ["channel", "campaign_name", "country", "source"], { unit: "percent" }),
  kpi("messages_sent", ["channel", "campaign_name", "country", "source"], {
    unit: "count",
    timeDimension: "sent_date",
    timeDimensionMember: "operational.sent_date",
  }),
];

describe("planDimensionValues", () => {
  it("asks under what is chosen of the others, by a number that they cut and that adds up", () => {
    const filters = resolveFilters({
      values: { channel: ["email"], source: ["google"], country: ["CO"], topic: ["x"] },
    });
    const plan = planDimensionValues("source", " Ads ", KPIS, filters, CONTEXT);
    expect(plan?.query).toEqual({
      measures: ["operational.messages_sent"],
      dimensions: ["operational.source"],
      timeDimensions: [{ dimension: "operational.sent_date", dateRange: ["2026-11-01", "2026-11-22"] }],
      filters: [
        { member: "operational.channel", operator: "equals", values: ["email"] },
        { member: "operational.country", operator: "equals", values: ["CO"] },
        { member: "operational.source", operator: "contains", values: ["Ads"] },
      ],
      order: [["operational.messages_sent", "desc"]],
      limit: 200,
      timezone: "America/Bogota",
    });
  });

  it("asks for the first values, and for all of a long list where they are wanted", () => {
    const limits = [false, true].map(
      (isWhole) => planDimensionValues("source", "", KPIS, resolveFilters(), CONTEXT, isWhole)?.query.limit,
    );
    expect(limits).toEqual([200, 10_000]);
  });

  it("takes the catalogue's first number when nothing else is chosen, and none that the reader doesn't see", () => {
    const filters = resolveFilters();
    expect(planDimensionValues("source", "", KPIS, filters, CONTEXT)?.kpi.id).toBe("new_registrations");
    expect(planDimensionValues("channel", "", KPIS, filters, CONTEXT)?.kpi.id).toBe("messages_sent");
    expect(planDimensionValues("person", "", KPIS, filters, CONTEXT)).toBeNull();
  });

  it("reads values with their weight, those without one once", () => {
    const plan = planDimensionValues("source", "", KPIS, resolveFilters(), CONTEXT)!;
    const row = (source: string | null, value: string | null) => ({
      "operational.source": source,
      "operational.new_registrations": value,
    });
    expect(readDimensionValues(plan, [row("google", "31"), row(null, "4"), row("", "2"), row("bing", null)])).toEqual([
      { value: "google", weight: 31 },
      { value: "", weight: 4 },
      { value: "bing", weight: null },
    ]);
  });
});

it("searches without case and accents", () => {
  expect(searchable("Bogotá, Ñandú")).toBe("bogota, nandu");
});
