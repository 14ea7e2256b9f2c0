import type { FunnelId, KpiId } from "@northstar/core";
import { expect, expectTypeOf, it } from "vitest";
import { catalog } from "./catalog.gen.ts";

it("makes KPI and funnel names literal types", () => {
  expectTypeOf<"k_factor">().toExtend<KpiId>();
  expectTypeOf<"k_faktor">().not.toExtend<KpiId>();
  expectTypeOf<FunnelId>().toEqualTypeOf<"acquisition">();
  expect(catalog.kpis.k_factor.measure).toBe("executive.k_factor");
});
