import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { FormatContext, PackKpi } from "@northstar/core";
import { chartSvg } from "./chartSvg.ts";

const require = createRequire(import.meta.url);

/** Points. A4 is 595 wide. */
const MARGIN = 40;
const WIDTH = 595 - 2 * MARGIN;
const GAP = 16;
const CHART = { width: (WIDTH - GAP) / 2, height: 104 };

export const COLOURS = {
  text: "#16181d",
  muted: "#5b6270",
  hairline: "#e6e8ec",
  good: "#0b7a53",
  bad: "#c0271d",
  warn: "#9a6200",
};
export const TONES = { good: COLOURS.good, bad: COLOURS.bad, neutral: COLOURS.muted };
export const LEVELS = { red: COLOURS.bad, amber: COLOURS.warn, ok: COLOURS.text, unknown: COLOURS.text };

/** A node of pdfmake's document (its own types bring a browser's along): texts, tables, columns, as https://pdfmake.github.io/docs describes them. */
export interface Content {
  readonly [property: string]: unknown;
}
export type TableCell = Content | string;

interface PdfMake {
  setFonts(fonts: object): void;
  setLocalAccessPolicy(may: (path: string) => boolean): void;
  setUrlAccessPolicy(may: (url: string) => boolean): void;
  createPdf(document: Content): { getBuffer(): Promise<Buffer> };
}

let loaded: PdfMake | null = null;

/** pdfmake with its own font, which may read that and nothing else. */
function pdfMake(): PdfMake {
  if (loaded) return loaded;
  const made = require("pdfmake") as PdfMake;
  const fonts = require("pdfmake/fonts/Roboto.js") as Record<string, Record<string, string>>;
  const folder = dirname(fonts.Roboto?.normal ?? "");
  made.setFonts(fonts);
  made.setLocalAccessPolicy((path) => dirname(path) === folder);
  made.setUrlAccessPolicy(() => false);
  loaded = made;
  return made;
}

/** What every page of a document shows, and its words. */
export interface PdfShell {
  title: string;
  /** BCP 47. */
  language: string;
  /** At the foot of each page. */
  page: (page: number, pages: number) => string;
}

/** A document on A4 whose texts can be selected. */
export async function writePdf(
  { title, language, page: pageWords }: PdfShell,
  content: readonly Content[],
): Promise<Uint8Array<ArrayBuffer>> {
  const document: Content = {
    pageSize: "A4",
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 12],
    language,
    displayTitle: true,
    info: { title },
    defaultStyle: { font: "Roboto", fontSize: 9, color: COLOURS.text, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 18, bold: true },
      heading: { fontSize: 12, bold: true, margin: [0, 18, 0, 6] },
      head: { bold: true, color: COLOURS.muted, fontSize: 8 },
      note: { color: COLOURS.muted, fontSize: 8 },
    },
    footer: (page: number, pages: number) => ({
      columns: [
        { text: title, style: "note" },
        { text: pageWords(page, pages), style: "note", alignment: "right" },
      ],
      margin: [MARGIN, 12, MARGIN, 0],
    }),
    content: [...content],
    // A heading at the foot of a page goes with what it is of.
    pageBreakBefore: (node: Content, { getFollowingNodesOnPage }: { getFollowingNodesOnPage(): unknown[] }) =>
      node.style === "heading" && getFollowingNodesOnPage().length === 0,
  };
  return new Uint8Array(await pdfMake().createPdf(document).getBuffer());
}

export const heading = (text: string): Content => ({ text, style: "heading", headlineLevel: 2 });

/** Hairlines between rows, no box; the head comes again on each page. */
export function table(
  widths: readonly (number | string)[],
  header: readonly TableCell[],
  rows: readonly TableCell[][],
): Content {
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: [...widths],
      body: [[...header], ...rows],
    },
    fontSize: 8,
    layout: {
      hLineWidth: (line: number) => (line === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => COLOURS.hairline,
      paddingLeft: (column: number) => (column === 0 ? 0 : 4),
      paddingRight: () => 4,
      paddingTop: () => 3,
      paddingBottom: () => 3,
    },
  };
}

export const head = (text: string, alignment: "left" | "right" = "left"): TableCell => ({
  text,
  style: "head",
  alignment,
});
export const right = (text: string, color: string = COLOURS.text): TableCell => ({ text, alignment: "right", color });

/** Two beside each other; a pair is never torn apart. */
export function charts(kpis: readonly PackKpi[], format: FormatContext): Content[] {
  const drawn = kpis.filter(({ series }) => series.points.some(({ value }) => value !== null));
  const one = (entry: PackKpi | undefined): Content =>
    entry
      ? {
          width: CHART.width,
          stack: [
            { text: entry.kpi.title[format.locale], style: "head", margin: [0, 0, 0, 2] },
            { svg: chartSvg(entry, format, CHART), width: CHART.width },
          ],
        }
      : { width: CHART.width, text: "" };
  return drawn.flatMap((entry, index): Content[] =>
    index % 2 === 1
      ? []
      : [
          {
            columns: [one(entry), one(drawn[index + 1])],
            columnGap: GAP,
            margin: [0, 0, 0, 12],
            unbreakable: true,
          } as Content,
        ],
  );
}
