import { describe, expect, it } from "vitest";
import { readChartFile, writeChartFile } from "./chartFile.ts";
import { parseSpec } from "./parseSpec.ts";
import { chartSpec } from "./testing/catalog.ts";

const paths = (value: unknown) => {
  const parsed = parseSpec(value);
  return "faults" in parsed ? parsed.faults.map(({ path }) => path) : [];
};

describe("a chart as a file", () => {
  it("comes back as it was written", () => {
    const spec = chartSpec({
      title: "<b>Temas</b>",
      filters: { topic: ["derecho", ""] },
      grain: "month",
      kind: "area",
    });
    expect(readChartFile(writeChartFile(spec))).toEqual({ spec });
  });

  it.each([
    ["no JSON", "<html>", ""],
    ["something else", '{"format": "other", "version": 1}', "format"],
    ["a later version", '{"format": "northstar.chart", "version": 2, "chart": {}}', "version"],
    ["more than a chart", '{"format": "northstar.chart", "version": 1, "chart": {}, "run": 1}', "run"],
    ["half a chart", '{"format": "northstar.chart", "version": 1, "chart": {"title": "x"}}', "measures"],
    ["far too much", `"${"x".repeat(200_000)}"`, ""],
  ])("is refused with %s", (_name, text, path) => {
    const read = readChartFile(text);
    expect("faults" in read && read.faults[0]?.path).toBe(path);
  });
});

describe("parseSpec", () => {
  it("names every place that isn't right", () => {
    expect(
      paths({
        title: " ",
        measures: ["plays", "plays", "1=1; drop"],
        dimensions: ["a", "b", "c"],
        filters: { topic: [], country: ["x".repeat(201)], "bad name": ["x"] },
        period: { start: "2026-02-30", end: "2026-03-01" },
        comparison: "yesterday",
        grain: "decade",
        kind: "pie",
        script: "alert(1)",
      }),
    ).toEqual([
      "script",
      "title",
      "measures.1",
      "measures.2",
      "dimensions",
      "filters.topic",
      "filters.country",
      "filters.bad name",
      "period",
      "comparison",
      "grain",
      "kind",
    ]);
  });

  it("takes no name that an object has of itself", () => {
    const filters = JSON.parse('{"__proto__": ["x"], "topic": ["law"]}');
    expect(paths({ ...chartSpec(), filters })).toEqual(["filters.__proto__"]);
    expect(paths(chartSpec({ measures: ["__proto__"] }))).toEqual(["measures.0"]);
  });

  it("takes dates in their order, and nothing besides them", () => {
    expect(paths(chartSpec({ period: { start: "2026-01-01", end: "2026-01-31" } }))).toEqual([]);
    expect(paths(chartSpec({ period: { start: "2026-02-01", end: "2026-01-31" } }))).toEqual(["period"]);
    expect(paths({ ...chartSpec(), period: { preset: "this_month", start: "2026-01-01" } })).toEqual(["period"]);
    expect(paths([])).toEqual([""]);
    expect(paths(null)).toEqual([""]);
  });
});
