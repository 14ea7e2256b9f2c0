import { cleanup, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it } from "vitest";
import { createServer, wrap } from "../testing/hookHarness.tsx";
import { LineChart } from "./LineChart.tsx";

afterEach(cleanup);

const POINTS = [
  { start: "2026-10-01", value: 1200, partial: false },
  { start: "2026-11-01", value: 1300, partial: true },
];
const draw = (expectedWidth?: number) => (
  <LineChart
    title="Personas"
    unit="people"
    granularity="month"
    series={[{ id: "people", title: "Personas", points: POINTS }]}
    target={1400}
    height={220}
    expectedWidth={expectedWidth}
  />
);

it("is a box of its height on a server, with its words: the drawing comes with the width, and nothing moves", () => {
  const Provider = wrap(createServer());
  const html = renderToString(<Provider>{draw()}</Provider>);
  expect(html).toContain("--ns-chart-height:220px");
  expect(html).toContain("octubre de 2026");
  expect(html).not.toContain("<svg");
});

it("is drawn on a server that is told how wide it will be", () => {
  const Provider = wrap(createServer());
  const html = renderToString(<Provider>{draw(640)}</Provider>);
  expect(html).toContain('viewBox="0 0 640 220"');
  expect(html).toContain(">Meta 1.400</text>");
});

it("says all of it in words, and how to walk it", () => {
  render(draw(), { wrapper: wrap(createServer()) });
  expect(screen.getByRole("group", { name: "Personas. Usa las flechas para recorrer los puntos." })).toBeTruthy();
  expect(screen.getByText(/1\.200.*1\.300.*El último período está en curso\. Meta: 1\.400\./)).toBeTruthy();
});
