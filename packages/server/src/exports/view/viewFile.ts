import { formatValue, toCsv } from "@northstar/core";
import type { PackFile, PackFormat } from "../../reports/files/packFile.ts";
import type { AnsweredView } from "./askView.ts";
import { type FileCell, viewTables } from "./viewTables.ts";
import type { ViewWords } from "./viewWords.ts";

/** A view as a file. What writes it is loaded with the first. */
export async function viewFile(view: AnsweredView, words: ViewWords, format: PackFormat): Promise<PackFile> {
  switch (format) {
    case "csv":
      return { type: "text/csv; charset=utf-8", bytes: viewCsv(view, words) };
    case "xlsx":
      return {
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: await viewXlsx(view, words),
      };
    case "pdf":
      return { type: "application/pdf", bytes: await viewPdf(view, words) };
  }
}

/** The numbers, then each table under its name: raw, fractions for percentages. */
function viewCsv(view: AnsweredView, words: ViewWords): Uint8Array<ArrayBuffer> {
  const [numbers, ...others] = viewTables(view, words);
  const decimal = words.format.locale === "es" ? "comma" : "point";
  const cells = (row: readonly FileCell[]) => row.map((cell) => (typeof cell === "string" ? cell : cell.value));
  const parts = [
    toCsv(numbers?.header ?? [], numbers?.rows.map(cells) ?? [], { decimal, comments: [words.title, ...words.lines] }),
    ...others.map(({ title, header, rows }) =>
      toCsv(header, rows.map(cells), { decimal, comments: [title] }).replace("\uFEFF", ""),
    ),
  ];
  return new TextEncoder().encode(parts.join("\r\n"));
}

/** A sheet a table, numbers as numbers; and the trends, a row a period. */
async function viewXlsx(view: AnsweredView, words: ViewWords): Promise<Uint8Array<ArrayBuffer>> {
  const [{ default: writeExcelFile }, { bold, FORMATS, nameOf, SHARE, text }] = await Promise.all([
    import("write-excel-file/node"),
    import("../../reports/files/xlsxCells.ts"),
  ]);
  const { t, format, title, lines } = words;
  const cellOf = (cell: FileCell) => {
    if (typeof cell === "string") return cell === "" ? null : text(cell);
    if (cell.value === null) return null;
    return { value: cell.value, type: Number, format: cell.unit === "change" ? SHARE : FORMATS[cell.unit] };
  };
  const head = [[bold(title)], ...lines.map((line) => [text(line)]), []];
  const names = new Set<string>();
  const sheets = viewTables(view, words).map((table, index) => ({
    sheet: unused(nameOf(table.title), names),
    data: [...(index === 0 ? head : []), table.header.map(bold), ...table.rows.map((row) => row.map(cellOf))],
    columns: table.header.map((_, column) => ({ width: column === 0 ? 34 : 18 })),
    stickyRowsCount: (index === 0 ? head.length : 0) + 1,
  }));
  const trends = view.kpis.map(({ kpi, series }) => ({
    sheet: unused(nameOf(kpi.title[format.locale]), names),
    data: [
      [bold(t("report.period")), bold(kpi.title[format.locale])],
      ...series.points.map(({ start, value }) => [
        { value: new Date(`${start.slice(0, 10)}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" },
        value === null ? null : { value, type: Number, format: FORMATS[kpi.unit] },
      ]),
    ],
    columns: [{ width: 14 }, { width: 24 }],
  }));
  return new Uint8Array(await writeExcelFile([...sheets, ...trends] as never).toBuffer());
}

/** Two sheets may not have one name. */
function unused(name: string, names: Set<string>): string {
  let own = name;
  for (let number = 2; names.has(own); number++) own = `${name.slice(0, 28)} ${number}`;
  names.add(own);
  return own;
}

/** A4: what it is of, every number, every trend, every table, what the numbers mean. Nothing is cut. */
async function viewPdf(view: AnsweredView, words: ViewWords): Promise<Uint8Array<ArrayBuffer>> {
  const { charts, COLOURS, head, heading, right, table, writePdf } = await import("../../reports/files/pdfDocument.ts");
  const { t, format, title, lines } = words;
  const cellOf = (cell: FileCell) => {
    if (typeof cell === "string") return cell;
    if (cell.unit !== "change") return right(formatValue(cell.value, cell.unit, format).full);
    if (cell.value === null) return right("");
    const sign = cell.value > 0 ? "+" : "";
    return right(`${sign}${formatValue(cell.value, "percent", format).full}`);
  };
  const [numbers, ...others] = viewTables(view, words);
  const tableOf = ({ header, rows }: { header: readonly string[]; rows: readonly (readonly FileCell[])[] }) =>
    table(
      header.map((_, column) => (column === 0 ? "*" : "auto")),
      header.map((name, column) => head(name, typeof rows[0]?.[column] === "object" ? "right" : "left")),
      rows.map((row) => row.map(cellOf)),
    );
  return await writePdf({ title, language: format.locale, page: (page, pages) => t("report.page", { page, pages }) }, [
    { text: title, style: "title", headlineLevel: 1 },
    ...lines.map((text) => ({ text, style: "note" })),
    ...(numbers ? [heading(numbers.title), tableOf(numbers)] : []),
    heading(t("report.charts")),
    ...charts(view.kpis, format),
    ...others.flatMap((one) => [
      heading(one.title),
      one.rows.length === 0 ? { text: t("state.empty"), style: "note" } : tableOf(one),
    ]),
    heading(t("report.sources")),
    table(
      [130, "*", 34, 90],
      [head(t("report.kpi")), head(""), head(t("report.version")), head(t("report.owner"))],
      view.kpis.map(({ kpi }) => [
        kpi.title[format.locale],
        { text: kpi.definition[format.locale], color: COLOURS.muted },
        `v${kpi.version}`,
        kpi.owner,
      ]),
    ),
  ]);
}
