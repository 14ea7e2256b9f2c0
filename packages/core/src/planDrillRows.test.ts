import { expect, it } from "vitest";
import { resolveFilters } from "./filters.ts";
import type { CatalogKpi } from "./kpi.ts";
import { planDrillRows } from "./planDrillRows.ts";

const CONTEXT = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };
const text = { es: "", en: "" };
const KPI: CatalogKpi = {
  id: "messages_sent",
  version: 1,
  title: text,
  definition: text,
  unit: "count",
  polarity: "up",
  grain: "month",
  owner: "marketing",
  sloSeconds: 300,
  sources: ["email"],
  roles: ["marketing"],
  timeDimension: "sent_date",
  measure: "operational.messages_sent",
  timeDimensionMember: "operational.sent_date",
  dimensions: ["channel", "country"],
  drill: ["operational.sent_date", "operational.channel"],
};

it("asks for the rows of the period under what cuts the KPI, the latest first", () => {
  const filters = resolveFilters({
    period: { preset: "last_month" },
    values: { channel: ["email", ""], topic: ["x"] },
  });
  expect(planDrillRows(KPI, filters, CONTEXT)?.query).toEqual({
    measures: ["operational.messages_sent"],
    dimensions: ["operational.sent_date", "operational.channel"],
    timeDimensions: [{ dimension: "operational.sent_date", dateRange: ["2026-10-01", "2026-10-31"] }],
    filters: [
      {
        or: [
          { member: "operational.channel", operator: "equals", values: ["email"] },
          { member: "operational.channel", operator: "notSet" },
        ],
      },
    ],
    order: [["operational.sent_date", "desc"]],
    limit: 200,
    timezone: "America/Bogota",
  });
});

it("orders by the KPI where the rows have no date, and asks nothing that the role may not see", () => {
  const undated = { ...KPI, drill: ["operational.channel"] };
  expect(planDrillRows(undated, resolveFilters(), CONTEXT)?.query.order).toEqual([
    ["operational.messages_sent", "desc"],
  ]);
  expect(planDrillRows({ ...KPI, drill: [] }, resolveFilters(), CONTEXT)).toBeNull();
  expect(planDrillRows({ ...KPI, drill: undefined }, resolveFilters(), CONTEXT)).toBeNull();
});
