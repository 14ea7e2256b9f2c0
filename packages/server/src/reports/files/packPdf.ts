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
import type { PackWords } from "./PackWords.ts";
import {
  COLOURS,
  type Content,
  charts,
  head,
  heading,
  LEVELS,
  right,
  type TableCell,
  TONES,
  table,
  writePdf,
} from "./pdfDocument.ts";

/** A pack on A4: what needs a word first, then every number, every chart, what is to be done, and where it comes from. Nothing is cut. */
export function packPdf(pack: Pack, words: PackWords): Promise<Uint8Array<ArrayBuffer>> {
  const { t, format, title } = words;
  return writePdf({ title, language: format.locale, page: (page, pages) => t("report.page", { page, pages }) }, [
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
    ...charts(pack.snapshot.kpis, format),
    heading(t("report.actions")),
    actions(pack, words),
    ...comments(pack, words),
    heading(t("report.sources")),
    ...sources(pack, words),
  ]);
}

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
