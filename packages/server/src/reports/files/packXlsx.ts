import { type ExportCell, type KpiUnit, narrativeText, type Pack } from "@northstar/core";
import writeExcelFile, { type CellObject, type Row, type Sheet } from "write-excel-file/node";
import { type NumberTable, numberTable } from "./numberRows.ts";
import type { PackWords } from "./PackWords.ts";
import { bold, FORMATS, nameOf, SHARE, text } from "./xlsxCells.ts";

/** A share of a target isn't a change. */
const OF_TARGET = "0.0%";

/** A workbook: the numbers as numbers, every KPI's series, the narrative with comments and actions, where it all comes from. */
export async function packXlsx(pack: Pack, words: PackWords): Promise<Uint8Array<ArrayBuffer>> {
  const { t } = words;
  const sheets: Sheet<never>[] = [
    { sheet: nameOf(t("report.numbers")), ...numbersSheet(pack, words), stickyRowsCount: headRows(words) + 1 },
    { sheet: nameOf(t("report.charts")), ...seriesSheet(pack, words), stickyRowsCount: 1, stickyColumnsCount: 1 },
    { sheet: nameOf(t("report.summary")), ...summarySheet(pack, words) },
    { sheet: nameOf(t("report.sources")), ...sourcesSheet(pack, words) },
  ];
  const buffer = await writeExcelFile(sheets as never).toBuffer();
  return new Uint8Array(buffer);
}

const headRows = ({ lines }: PackWords) => lines.length + 2;

function numbersSheet(pack: Pack, words: PackWords) {
  const table = numberTable(pack, words);
  const data: Row[] = [
    ...head(words),
    table.header.map(bold),
    ...table.rows.map(({ unit, cells }) => cells.map((cell, column) => cellOf(cell, unit, column, table))),
  ];
  return { data, columns: table.kinds.map((kind, index) => ({ width: index === 0 ? 34 : kind === "text" ? 20 : 16 })) };
}

function cellOf(cell: ExportCell, unit: KpiUnit, column: number, { kinds }: NumberTable): CellObject | null {
  if (cell === null) return null;
  if (typeof cell === "string") return text(cell);
  if (kinds[column] === "value") return { value: cell, type: Number, format: FORMATS[unit] };
  return { value: cell, type: Number, format: column === 3 ? OF_TARGET : SHARE };
}

/** A row a period, a column a KPI: what a chart is drawn from. */
function seriesSheet({ snapshot }: Pack, { t, format }: PackWords) {
  const starts = [...new Set(snapshot.kpis.flatMap(({ series }) => series.points.map(({ start }) => start)))].sort();
  const values = snapshot.kpis.map(({ series }) => new Map(series.points.map(({ start, value }) => [start, value])));
  const data: Row[] = [
    [bold(t("report.period")), ...snapshot.kpis.map(({ kpi }) => bold(kpi.title[format.locale]))],
    ...starts.map(
      (start): Row => [
        { value: new Date(`${start.slice(0, 10)}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" },
        ...snapshot.kpis.map(({ kpi }, index): CellObject | null => {
          const value = values[index]?.get(start) ?? null;
          return value === null ? null : { value, type: Number, format: FORMATS[kpi.unit] };
        }),
      ],
    ),
  ];
  return { data, columns: [{ width: 14 }, ...snapshot.kpis.map(() => ({ width: 18 }))] };
}

function summarySheet(pack: Pack, words: PackWords) {
  const { t, format } = words;
  const { snapshot, narrative, comments, actions } = pack;
  const titles = new Map(snapshot.kpis.map(({ kpi }) => [kpi.id, kpi.title[format.locale]]));
  const data: Row[] = [
    ...head(words),
    ...narrativeText(narrative.text, snapshot, format)
      .split("\n")
      .map((line): Row => [text(line)]),
    [],
    [
      bold(t("report.actions")),
      bold(t("report.owner")),
      bold(t("report.due")),
      bold(t("report.opened_in")),
      bold(t("report.closed_in")),
    ],
    ...actions.map(
      ({ text: what, owner, due, openedIn, closedIn }): Row => [
        text(what),
        text(owner),
        text(due ?? ""),
        text(openedIn),
        text(closedIn ?? t("report.open")),
      ],
    ),
    [],
    [bold(t("report.comments"))],
    ...comments.map(
      ({ kpi, text: said, by, at }): Row => [
        text(said),
        text(by),
        text(at.slice(0, 10)),
        text(kpi === null ? "" : (titles.get(kpi) ?? kpi)),
      ],
    ),
  ];
  return { data, columns: [{ width: 90 }, { width: 22 }, { width: 14 }, { width: 22 }, { width: 16 }] };
}

function sourcesSheet({ snapshot }: Pack, { t, format }: PackWords) {
  const data: Row[] = [
    [bold(t("report.source")), bold(t("report.until"))],
    ...snapshot.sources.map(({ source, lastLoadedAt }): Row => [text(source), text(lastLoadedAt ?? t("report.never"))]),
    [],
    [bold(t("report.kpi")), bold(t("report.version")), bold(t("report.owner"))],
    ...snapshot.kpis.map(
      ({ kpi }): Row => [
        text(`${kpi.title[format.locale]}: ${kpi.definition[format.locale]}`),
        text(`v${kpi.version}`),
        text(kpi.owner),
      ],
    ),
  ];
  return { data, columns: [{ width: 90 }, { width: 26 }, { width: 22 }] };
}

const head = ({ title, lines }: PackWords): Row[] => [[bold(title)], ...lines.map((line): Row => [text(line)]), []];
