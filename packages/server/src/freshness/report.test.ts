import type { SourceWatermark } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { answerFreshness, freshnessReport } from "./report.ts";

const now = new Date("2026-11-22T12:00:00Z");
const at = (
  source: SourceWatermark["source"],
  lastEventAt: string | null,
  lastLoadedAt: string | null,
): SourceWatermark => ({
  source,
  lastEventAt,
  lastLoadedAt,
});

describe("freshnessReport", () => {
  it.each<[string, string | null, number | null, string]>([
    ["at the objective", "2026-11-22T11:55:00.000Z", 300, "fresh"],
    ["a second over it", "2026-11-22T11:54:59.000Z", 301, "late"],
    ["never loaded", null, null, "never"],
    ["loaded by a clock that is ahead", "2026-11-22T12:00:05.000Z", 0, "fresh"],
  ])("%s", (_, loadedAt, lagSeconds, status) => {
    const report = freshnessReport([at("crm", null, loadedAt)], new Map([["crm", 300]]), now);
    expect(report.sources).toEqual([
      { source: "crm", lastEventAt: null, lastLoadedAt: loadedAt, sloSeconds: 300, lagSeconds, status },
    ]);
  });

  it("has a line for a source without a watermark and none for one nobody asked about", () => {
    const report = freshnessReport([at("ops", null, null)], new Map([["email", 60]]), now);
    expect(report.sources.map(({ source, status }) => [source, status])).toEqual([["email", "never"]]);
  });
});

describe("answerFreshness", () => {
  const marks = [
    at("crm", "2026-11-22T10:00:00.000Z", null),
    at("ga4", "2026-11-22T06:00:00.000-05:00", null),
    at("ops", null, null),
  ];
  it("is the oldest of its sources, by instant and not by text", () => {
    expect(answerFreshness(["crm", "ga4"], marks).watermark).toBe("2026-11-22T10:00:00.000Z");
  });
  it.each([[["crm", "ops"]], [["crm", "email"]], [[]]] as const)("is null for %j", (sources) => {
    expect(answerFreshness([...sources], marks)).toEqual({ sources: [...sources], watermark: null });
  });
});
