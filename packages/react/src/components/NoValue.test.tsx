import type { NoValueReason } from "@northstar/core";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { KpiValue } from "../hooks/types.ts";
import { CATALOG } from "../testing/fixtures.ts";
import { createServer, wrap } from "../testing/hookHarness.tsx";
import { NoValue } from "./NoValue.tsx";

afterEach(cleanup);

function show(reason: NoValueReason | null): void {
  const kpi = { ...CATALOG.kpis[0], sources: ["ga4", "whatsapp"] };
  // Of a value it reads nothing else.
  const value = { kpi, reason } as unknown as KpiValue;
  render(<NoValue value={value} />, { wrapper: wrap(createServer()) });
}

it.each([
  [
    "no_data_yet",
    "Sin datos todavía",
    "Todavía no se ha cargado nada de: GA4, WhatsApp. El número aparecerá con la primera carga.",
  ],
  ["no_rows_in_period", "Sin datos en este período", "Prueba con uno más largo."],
  ["not_over_yet", "El período aún no ha empezado", "Elige un período que ya haya empezado."],
  ["division_by_zero", "No hay entre qué dividir", "El denominador es 0 en este período"],
  [null, "Sin datos en este período", "Puede que la fuente aún no haya entregado nada."],
] as const)("says %s in words", (reason, title, detail) => {
  show(reason);
  expect(screen.getByText(title)).toBeTruthy();
  expect(screen.getByText(detail, { exact: false })).toBeTruthy();
});
