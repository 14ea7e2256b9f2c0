import { createTranslator, exportTexts, type FormatContext } from "@northstar/core";
import { describe, expect, it } from "vitest";
import type { TileTable } from "../components/tileTable.ts";
import { exportRows, toHtmlTable } from "./exportRows.ts";

const FORMAT: FormatContext = { locale: "es", currency: "COP", timeZone: "America/Bogota" };
const t = createTranslator("es", {}, exportTexts);

const TABLE: TileTable = {
  title: "Patrocinios <2026>",
  columns: [
    { id: "month", title: "Mes", granularity: "month" },
    { id: "sponsor", title: "Patrocinador" },
    { id: "revenue", title: "Ingresos", unit: "money" },
    { id: "rate", title: "Tasa", unit: "percent" },
    { id: "wait", title: "Espera", unit: "seconds" },
  ],
  rows: [
    ["2026-11-01", "=A & B", 1200.5, 0.125, 90],
    ["2026-10-01", "C", null, -0.02, null],
  ],
};

describe("exportRows", () => {
  it("keeps numbers and dates as they are, and says their unit in the header", () => {
    expect(exportRows(TABLE, FORMAT, t)).toEqual({
      header: ["Mes", "Patrocinador", "Ingresos (COP)", "Tasa (fracción)", "Espera (s)"],
      rows: TABLE.rows,
    });
  });

  it("names the rows whose period isn't over in a column of their own", () => {
    const { header, rows } = exportRows({ ...TABLE, partial: [0] }, FORMAT, t);
    expect(header.at(-1)).toBe("Estado");
    expect(rows.map((row) => row.at(-1))).toEqual(["en curso", null]);
  });
});

describe("toHtmlTable", () => {
  it("has what is on screen, with nothing that a mail or a spreadsheet would run", () => {
    const html = toHtmlTable({ ...TABLE, partial: [0] }, FORMAT, t);
    expect(html).toContain("<caption>Patrocinios &lt;2026&gt;</caption>");
    expect(html).toContain("<td>noviembre de 2026 (en curso)</td><td>'=A &amp; B</td>");
    expect(html).toContain("<td>12,5\u00a0%</td>");
    expect(html).toContain("<td>-2,0\u00a0%</td><td>–</td></tr>");
  });
});
