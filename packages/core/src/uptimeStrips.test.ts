import { expect, it } from "vitest";
import type { KpiRow } from "./planKpiRows.ts";
import { uptimeStrips } from "./uptimeStrips.ts";

const NAMES = { kpi: "flow_uptime", dimension: "flow" };
const row = (flow: string, uptime: number | null, start: string | null = null): KpiRow => ({
  keys: { flow },
  start,
  partial: false,
  values: { flow_uptime: uptime },
});

it("has a strip for each flow, the worst first, and a cell for every day", () => {
  const strips = uptimeStrips(
    {
      daily: [row("webinar", 0.5, "2026-11-21"), row("webinar", 1, "2026-11-22"), row("bienvenida", 1, "2026-11-22")],
      totals: [row("bienvenida", 1), row("webinar", 0.7)],
    },
    NAMES,
    ["2026-11-20", "2026-11-21", "2026-11-22"],
    "2026-11-22",
  );
  expect(strips.map(({ id, uptime }) => [id, uptime])).toEqual([
    ["webinar", 0.7],
    ["bienvenida", 1],
  ]);
  expect(strips[0]?.days).toEqual([
    { start: "2026-11-20", uptime: null, partial: false },
    { start: "2026-11-21", uptime: 0.5, partial: false },
    { start: "2026-11-22", uptime: 1, partial: true },
  ]);
  expect(strips[1]?.days.map(({ uptime }) => uptime)).toEqual([null, null, 1]);
});

it("puts what was never in service last, and what is alike in the order of names", () => {
  const strips = uptimeStrips(
    { daily: [], totals: [row("c", null), row("b", 1), row("a", 1)] },
    NAMES,
    [],
    "2026-11-22",
  );
  expect(strips.map(({ id }) => id)).toEqual(["a", "b", "c"]);
});
