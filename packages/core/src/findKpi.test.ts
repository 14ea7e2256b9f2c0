import { describe, expect, it } from "vitest";
import { findKpi } from "./findKpi.ts";

describe("findKpi", () => {
  const renamed = { id: "new_members", aliases: [{ id: "sign_ups", since: "2026-11-01" }] };

  it("finds a KPI by its name", () => {
    expect(findKpi([renamed], "new_members")).toEqual({ kpi: renamed, alias: null });
  });

  it("finds a KPI by a name that it had, and says since when it has another", () => {
    expect(findKpi([renamed], "sign_ups")).toEqual({ kpi: renamed, alias: { id: "sign_ups", since: "2026-11-01" } });
  });

  it("prefers the KPI that has the name now to the one that had it", () => {
    const heir = { id: "sign_ups" };
    expect(findKpi([renamed, heir], "sign_ups")).toEqual({ kpi: heir, alias: null });
  });

  it.each(["signups", "constructor", ""])("finds nothing for %j", (id) => {
    expect(findKpi([renamed], id)).toBeNull();
  });
});
