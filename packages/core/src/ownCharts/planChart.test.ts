import { describe, expect, it } from "vitest";
import { chartLines } from "./chartLines.ts";
import { chartQueries, planChart, readChart } from "./planChart.ts";
import { CHART_CATALOG, chartSpec } from "./testing/catalog.ts";

const context = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };

describe("planChart", () => {
  it("asks once for the chosen period, and once more for what it is compared with", () => {
    const spec = chartSpec({ dimensions: ["topic"], filters: { country: ["CO"] }, comparison: "previous_year" });
    const plan = planChart(spec, CHART_CATALOG, context);
    const query = {
      measures: ["operational.plays"],
      dimensions: ["operational.topic"],
      filters: [{ member: "operational.country", operator: "equals", values: ["CO"] }],
      order: [["operational.plays", "desc"]],
      limit: 500,
      timezone: "America/Bogota",
    };
    const over = (...dateRange: string[]) => [{ dimension: "operational.date", dateRange }];
    expect(plan.kind).toBe("bar");
    expect(chartQueries(plan)).toEqual([
      { ...query, timeDimensions: over("2026-11-01", "2026-11-22") },
      { ...query, timeDimensions: over("2025-11-01T00:00:00.000", "2025-11-22T10:59:59.999") },
    ]);
  });

  it("takes measures under the names that they have now, each once", () => {
    const plan = planChart(chartSpec({ measures: ["views", "plays"] }), CHART_CATALOG, context);
    expect(plan.measures.map(({ id }) => id)).toEqual(["plays"]);
  });

  it("compares rows of the same value", () => {
    const plan = planChart(chartSpec({ dimensions: ["topic"], comparison: "previous_period" }), CHART_CATALOG, context);
    const row = (topic: string, plays: number) => ({ "operational.topic": topic, "operational.plays": plays });
    const reading = readChart(plan, [[row("law", 9), row("tax", 4)], [row("tax", 3)]], context, null);
    expect(reading.rows.map(({ keys, values, before }) => [keys.topic, values.plays, before?.plays])).toEqual([
      ["law", 9, undefined],
      ["tax", 4, 3],
    ]);
    expect(reading.columns.map(({ id }) => id)).toEqual(["plays", "plays:before"]);
  });

  it("compares places in time, counted from the start of each", () => {
    const spec = chartSpec({
      grain: "week",
      period: { start: "2026-11-02", end: "2026-11-15" },
      comparison: "previous_period",
    });
    const plan = planChart(spec, CHART_CATALOG, context);
    const row = (start: string, plays: number) => ({
      "operational.date.week": `${start}T00:00:00.000`,
      "operational.plays": plays,
    });
    const reading = readChart(
      plan,
      [[row("2026-11-09", 7)], [row("2026-10-19", 2), row("2026-10-26", 5)]],
      context,
      null,
    );
    expect(reading.rows.map(({ start, values, before }) => [start, values.plays, before?.plays])).toEqual([
      ["2026-11-02", null, 2],
      ["2026-11-09", 7, 5],
    ]);
    const { lines } = chartLines(plan, reading, context);
    expect(lines.map(({ id, points }) => [id, points.map(({ value }) => value)])).toEqual([
      ["plays", [null, 7]],
      ["plays:before", [2, 5]],
    ]);
  });

  it("draws the six largest values of a dimension over time, and tells how many are left", () => {
    const spec = chartSpec({
      grain: "month",
      dimensions: ["topic"],
      period: { start: "2026-09-01", end: "2026-10-31" },
    });
    const plan = planChart(spec, CHART_CATALOG, context);
    const rows = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((plays) => [
      {
        "operational.topic": `t${plays}`,
        "operational.date.month": "2026-10-01T00:00:00.000",
        "operational.plays": plays,
      },
    ]);
    const { lines, left } = chartLines(plan, readChart(plan, [rows], context, null), context);
    expect(lines.map(({ value }) => value)).toEqual(["t8", "t7", "t6", "t5", "t4", "t3"]);
    expect(lines[0]?.points.map(({ start, value }) => [start, value])).toEqual([
      ["2026-09-01", null],
      ["2026-10-01", 8],
    ]);
    expect(left).toBe(2);
  });
});
