import { createRequire } from "node:module";
import { dirname } from "node:path";
import {
  exceptionsOf,
  formatInstant,
  formatPeriodLabel,
  formatValue,
  narrativeText,
  ownPeriodLabel,
  type Pack,
  type PackKpi,
  type Variance,
  variancesOf,
} from "@northstar/core";
import { chartSvg } from "./chartSvg.ts";
import type { PackWords } from "./PackWords.ts";

const require = createRequire(import.meta.url);

/** Points. A4 is 595 wide. */
const MARGIN = 40;
const WIDTH = 595 - 2 * MARGIN;
const GAP = 16;
const CHART = { width: (WIDTH - GAP) / 2, height: 104 };

const COLOURS = {
  text: "#16181d",
  muted: "#5b6270",
  hairline: "#e6e8ec",
  good: "#0b7a53",
  bad: "#c0271d",
  warn: "#9a6200",
};
const TONES = { good: COLOURS.good, bad: COLOURS.bad, neutral: COLOURS.muted };
const LEVELS = { red: COLOURS.bad, amber: COLOURS.warn, ok: COLOURS.text, unknown: COLOURS.text };

/** A node of pdfmake's document (its own types bring a browser's along): texts, tables, columns, as https://pdfmake.github.io/docs describes them. */
interface Content {
  readonly [property: string]: unknown;
}
type TableCell = Content | string;

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

/** A pack on A4: what needs a word first, then every number, every chart, what is to be done, and where it comes from. Texts can be selected, nothing is cut. */
export async function packPdf(pack: Pack, words: PackWords): Promise<Uint8Array<ArrayBuffer>> {
  const { t, format, title } = words;
  const document: Content = {
    pageSize: "A4",
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 12],
    language: format.locale,
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
        { text: t("report.page", { page, pages }), style: "note", alignment: "right" },
      ],
      margin: [MARGIN, 12, MARGIN, 0],
    }),
    content: [
      { text: title, style: "title", headlineLevel: 1 },
      ...words.lines.map((text): Content => ({ text, style: "note" })),
      heading(t("report.summary")),
      ...narrativeText(pack.narrative.text, pack.snapshot, format)
        .split("\n")
        .map((text): Content => ({ text: text === "" ? " " : text, margin: [0, 0, 0, 4] })),
      heading(t("report.exceptions")),
      exceptions(pack, words),
      heading(t("report.numbers")),
      numbers(pack, words),
      heading(t("report.charts")),
      ...charts(pack, words),
      heading(t("report.actions")),
      actions(pack, words),
      ...comments(pack, words),
      heading(t("report.sources")),
      ...sources(pack, words),
    ],
    // A heading at the foot of a page goes with what it is of.
    pageBreakBefore: (node: Content, { getFollowingNodesOnPage }: { getFollowingNodesOnPage(): unknown[] }) =>
      node.style === "heading" && getFollowingNodesOnPage().length === 0,
  };
  return new Uint8Array(await pdfMake().createPdf(document).getBuffer());
}

const heading = (text: string): Content => ({ text, style: "heading", headlineLevel: 2 });

/** Hairlines between rows, no box; the head comes again on each page. */
function table(
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

const head = (text: string, alignment: "left" | "right" = "left"): TableCell => ({ text, style: "head", alignment });
const right = (text: string, color: string = COLOURS.text): TableCell => ({ text, alignment: "right", color });

function nameOf(entry: PackKpi, { snapshot }: Pack, { t, format }: PackWords): TableCell {
  const notes = [
    ownPeriodLabel(entry, snapshot, format),
    entry.kpi.provisional ? t("report.provisional") : null,
  ].filter((note) => note !== null);
  const name = entry.kpi.title[format.locale];
  return notes.length === 0 ? { text: name } : { stack: [{ text: name }, { text: notes.join(" · "), style: "note" }] };
}

function exceptions(pack: Pack, words: PackWords): Content {
  const { t, format } = words;
  const found = exceptionsOf(pack.snapshot.kpis);
  if (found.length === 0) return { text: t("report.no_exceptions") };
  return table(
    ["*", 120, 70, 80],
    [
      head(t("report.kpi")),
      head(t("report.level")),
      head(t("report.value"), "right"),
      head(t("report.change"), "right"),
    ],
    found.map(({ entry, reason }) => [
      nameOf(entry, pack, words),
      { text: t(`report.reason_${reason}`), color: LEVELS[entry.level] },
      right(formatValue(entry.value, entry.kpi.unit, format).full),
      change(variance(entry, "previous", words)),
    ]),
  );
}

function numbers(pack: Pack, words: PackWords): Content {
  const { t, format } = words;
  return table(
    ["*", 56, 56, 40, 54, 44, 54, 44],
    [
      head(t("report.kpi")),
      ...(
        [
          "report.value",
          "report.target",
          "report.of_target",
          "report.previous",
          "report.change",
          "report.previous_year",
          "report.change_year",
        ] as const
      ).map((key) => head(t(key), "right")),
    ],
    pack.snapshot.kpis.map((entry) => {
      const value = (number: number | null) => right(formatValue(number, entry.kpi.unit, format).full);
      const target = variance(entry, "target", words);
      return [
        nameOf(entry, pack, words),
        {
          text: formatValue(entry.value, entry.kpi.unit, format).full,
          alignment: "right",
          bold: true,
          color: LEVELS[entry.level],
        },
        targetCell(entry, words),
        right(target?.ratio == null ? "" : formatValue(target.ratio, "percent", format).full),
        value(entry.previous),
        change(variance(entry, "previous", words)),
        value(entry.previousYear),
        change(variance(entry, "previous_year", words)),
      ];
    }),
  );
}

/** A target is for a period of the KPI's grain: it is named where that isn't the pack's. */
function targetCell({ kpi, period, completePeriod: [start, end] }: PackKpi, { format }: PackWords): TableCell {
  if (kpi.target === undefined) return right("");
  const target = formatValue(kpi.target, kpi.unit, format).full;
  if (period[0] === start && period[1] === end) return right(target);
  const note = { text: formatPeriodLabel({ start, end }, format), style: "note", fontSize: 7 };
  return { stack: [{ text: target }, note], alignment: "right" };
}

const variance = (entry: PackKpi, against: Variance["against"], { format }: PackWords) =>
  variancesOf(entry, format).find((one) => one.against === against);

const change = (of: Variance | undefined): TableCell => (of ? right(of.change.text, TONES[of.change.tone]) : right(""));

/** Two beside each other; a pair is never torn apart. */
function charts({ snapshot }: Pack, { format }: PackWords): Content[] {
  const drawn = snapshot.kpis.filter(({ series }) => series.points.some(({ value }) => value !== null));
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

function actions({ actions: all }: Pack, { t }: PackWords): Content {
  if (all.length === 0) return { text: t("report.no_actions") };
  return table(
    ["*", 90, 60, 60, 60],
    [
      head(t("report.action")),
      head(t("report.owner")),
      head(t("report.due")),
      head(t("report.opened_in")),
      head(t("report.closed_in")),
    ],
    all.map(({ text, owner, due, openedIn, closedIn }) => [
      text,
      owner,
      due ?? "",
      openedIn,
      closedIn ?? t("report.open"),
    ]),
  );
}

function comments({ comments: all, snapshot }: Pack, { t, format }: PackWords): Content[] {
  if (all.length === 0) return [];
  const titles = new Map(snapshot.kpis.map(({ kpi }) => [kpi.id, kpi.title[format.locale]]));
  return [
    heading(t("report.comments")),
    ...all.map(({ text, by, at, kpi }): Content => {
      const about = kpi === null ? null : (titles.get(kpi) ?? kpi);
      const line = [by, formatInstant(at, format), about].filter((part) => part !== null).join(" · ");
      return { stack: [{ text: line, style: "note" }, { text }], margin: [0, 0, 0, 6] };
    }),
  ];
}

function sources({ snapshot }: Pack, { t, format }: PackWords): Content[] {
  return [
    table(
      ["*", 160],
      [head(t("report.source")), head(t("report.until"))],
      snapshot.sources.map(({ source, lastLoadedAt }) => [
        source,
        lastLoadedAt === null ? t("report.never") : formatInstant(lastLoadedAt, format),
      ]),
    ),
    { text: " " },
    table(
      [130, "*", 34, 90],
      [head(t("report.kpi")), head(""), head(t("report.version")), head(t("report.owner"))],
      snapshot.kpis.map(({ kpi }) => [
        kpi.title[format.locale],
        { text: kpi.definition[format.locale], color: COLOURS.muted },
        `v${kpi.version}`,
        kpi.owner,
      ]),
    ),
  ];
}
