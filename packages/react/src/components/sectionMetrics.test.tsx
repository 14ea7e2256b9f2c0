import { EXECUTIVE_METRICS, OPERATIONAL_METRICS, type SectionMetrics, TECHNICAL_METRICS } from "@northstar/core";
import { render } from "@testing-library/react";
import type { ComponentType } from "react";
import { describe, expect, it, vi } from "vitest";
import { NorthstarProvider } from "../provider/NorthstarProvider.tsx";
import { ExecutiveView } from "./ExecutiveView.tsx";
import { OperationalView } from "./operational/OperationalView.tsx";
import { TechnicalView } from "./technical/TechnicalView.tsx";
import type { ViewPlace } from "./ViewFrame.tsx";

let places: Readonly<Record<string, ViewPlace>> = {};
vi.mock("./ViewFrame.tsx", () => ({
  ViewFrame: (props: { places: typeof places }) => {
    places = props.places;
    return null;
  },
}));

describe("what the catalogue says of the views' sections", () => {
  it.each<[string, ComponentType, Readonly<Record<string, SectionMetrics>>]>([
    ["executive", ExecutiveView, EXECUTIVE_METRICS],
    ["operational", OperationalView, OPERATIONAL_METRICS],
    ["technical", TechnicalView, TECHNICAL_METRICS],
  ])("is what the %s view declares, section by section", (_, View, metrics) => {
    render(
      <NorthstarProvider apiUrl="https://northstar.test" getToken={() => new Promise(() => {})}>
        <View />
      </NorthstarProvider>,
    );
    const declared = Object.entries(places).map(([section, { kpis, funnels }]) => [section, { kpis, funnels }]);
    const told = Object.entries(metrics).map(([section, { kpis, funnels }]) => [section, { kpis, funnels }]);
    expect(told).toEqual(declared);
    expect(told.length).toBeGreaterThan(0);
  });
});
