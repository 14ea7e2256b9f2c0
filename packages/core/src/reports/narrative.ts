import { type FormatContext, formatValue, NO_VALUE } from "../format.ts";
import { formatPeriodLabel } from "../formatTime.ts";
import type { LocalizedText } from "../kpi.ts";
import { packPeriodLabel } from "./packPeriodLabel.ts";
import type { PackKpi, PackSnapshot } from "./types.ts";
import { type Variance, type VarianceBase, variancesOf } from "./variances.ts";

/**
 * A narrative's numbers aren't written, they are named: `{new_registrations}` is the KPI's value in the pack, `{new_registrations.change}` its change.
 * So a sentence can't disagree with the table beside it.
 */
export const NARRATIVE_PARTS = [
  "title",
  "previous",
  "previous_year",
  "target",
  "change",
  "change_year",
  "of_target",
  "target_period",
] as const;
export type NarrativePart = (typeof NARRATIVE_PARTS)[number];

/** A piece of a narrative: text as it was written, or what a name in it stands for. */
export interface NarrativePiece {
  text: string;
  /** The KPI that is named; absent for text. */
  kpi?: string | undefined;
  /** True where the pack has nothing that is called so, or its reader may not see it. */
  isUnknown?: boolean | undefined;
}

/** A place in a narrative that doesn't hold. */
export interface NarrativeProblem {
  /** What is written there. */
  found: string;
  message: LocalizedText;
}

const TOKEN = /\{([^{}]{0,120})\}/g;
const NAME = /^([a-z][a-z0-9_]*)(?:\.([a-z_]+))?$/;

/** Longest narrative, characters. */
export const MAX_NARRATIVE = 4000;

/** A narrative with its numbers filled in from the pack. What it names and the pack lacks is shown as a gap, never as nothing. */
export function renderNarrative(text: string, pack: PackSnapshot, format: FormatContext): NarrativePiece[] {
  const pieces: NarrativePiece[] = [];
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > last) pieces.push({ text: text.slice(last, match.index) });
    pieces.push(pieceOf(match[1] ?? "", pack, format));
    last = match.index + match[0].length;
  }
  if (last < text.length) pieces.push({ text: text.slice(last) });
  return pieces;
}

/** The same as one line of text. */
export function narrativeText(text: string, pack: PackSnapshot, format: FormatContext): string {
  return renderNarrative(text, pack, format)
    .map((piece) => piece.text)
    .join("");
}

function pieceOf(name: string, pack: PackSnapshot, format: FormatContext): NarrativePiece {
  const special = periodWords(name, pack, format);
  if (special !== null) return { text: special };
  const [, id = "", part = "value"] = NAME.exec(name) ?? [];
  const entry = pack.kpis.find(({ kpi }) => kpi.id === id);
  const text = entry && partWords(entry, part, format);
  return text === undefined ? { text: NO_VALUE, kpi: id || undefined, isUnknown: true } : { text, kpi: id };
}

function periodWords(name: string, { period }: PackSnapshot, format: FormatContext): string | null {
  return name === "period" ? packPeriodLabel(period, format) : null;
}

/** Undefined where there is no such part. */
function partWords(entry: PackKpi, part: string, format: FormatContext): string | undefined {
  const { kpi } = entry;
  const value = (number: number | null) => formatValue(number, kpi.unit, format).full;
  const variance = (against: VarianceBase): Variance | undefined =>
    variancesOf(entry, format).find((one) => one.against === against);
  switch (part) {
    case "value":
      return value(entry.value);
    case "title":
      return kpi.title[format.locale];
    case "previous":
      return value(entry.previous);
    case "previous_year":
      return value(entry.previousYear);
    case "target":
      return value(kpi.target ?? null);
    case "change":
      return variance("previous")?.change.text;
    case "change_year":
      return variance("previous_year")?.change.text;
    case "of_target":
      return formatValue(variance("target")?.ratio ?? null, "percent", format).full;
    case "target_period":
      return formatPeriodLabel({ start: entry.completePeriod[0], end: entry.completePeriod[1] }, format);
    default:
      return undefined;
  }
}

/** A number that stands for itself: digits, with what belongs to them. Years are names of periods. */
const NUMBER = /[+−-]?\d[\d.,\u00a0]*(?:\s?%)?/g;
const YEAR = /^(?:19|20)\d{2}$/;

/**
 * What is wrong with a narrative: names that the pack doesn't have, and numbers that are written out. Numbers in the titles of its KPIs ("Retención a
 * 60 días") are names.
 */
export function narrativeProblems(text: string, pack: PackSnapshot, format: FormatContext): NarrativeProblem[] {
  const unknown = renderNames(text).flatMap((name): NarrativeProblem[] =>
    pieceOf(name, pack, format).isUnknown
      ? [
          {
            found: `{${name}}`,
            message: {
              es: `{${name}} no está en este informe. Usa el id de uno de sus KPI, solo o con ${NARRATIVE_PARTS.map((part) => `.${part}`).join(", ")}.`,
              en: `{${name}} isn't in this pack. Use the id of one of its KPIs, alone or with ${NARRATIVE_PARTS.map((part) => `.${part}`).join(", ")}.`,
            },
          },
        ]
      : [],
  );
  const titles = pack.kpis.flatMap(({ kpi }) => [kpi.title.es, kpi.title.en]).filter((title) => /\d/.test(title));
  let rest = text.replaceAll(TOKEN, " ");
  for (const title of titles) rest = rest.replaceAll(title, " ");
  const written = (rest.match(NUMBER) ?? [])
    .map((number) => number.replace(/[.,]+$/, ""))
    .filter((number) => !YEAR.test(number));
  return [...unknown, ...written.map((found) => ({ found, message: writtenNumber(found, pack, format) }))];
}

function renderNames(text: string): string[] {
  return [...text.matchAll(TOKEN)].map((match) => match[1] ?? "");
}

/** Says which name would say the same, where there is one. */
function writtenNumber(found: string, pack: PackSnapshot, format: FormatContext): LocalizedText {
  const name = nameOf(found, pack, format);
  const hint = name === null ? null : `{${name}}`;
  return {
    es: `«${found}» está escrito a mano: no seguiría a la tabla. ${hint ? `Escribe ${hint}.` : "Nombra un KPI del informe, o ponlo en un comentario."}`,
    en: `“${found}” is written by hand: it wouldn't follow the table. ${hint ? `Write ${hint}.` : "Name a KPI of the pack, or put it into a comment."}`,
  };
}

function nameOf(found: string, pack: PackSnapshot, format: FormatContext): string | null {
  const plain = (text: string) => text.replaceAll(/[\s\u00a0]|[^\d.,%+−-]/g, "");
  for (const entry of pack.kpis) {
    for (const part of ["value", ...NARRATIVE_PARTS] as const) {
      if (part === "title" || part === "target_period") continue;
      const words = partWords(entry, part, format);
      if (words !== undefined && /\d/.test(words) && plain(words) === plain(found)) {
        return part === "value" ? entry.kpi.id : `${entry.kpi.id}.${part}`;
      }
    }
  }
  return null;
}

/** Label of what a KPI of a pack is of, when that isn't the pack's own period: a cohort. */
export function ownPeriodLabel(entry: PackKpi, { period }: PackSnapshot, format: FormatContext): string | null {
  const [start, end] = entry.period;
  return start === period.start && end === period.end ? null : formatPeriodLabel({ start, end }, format);
}
