import { toEpochDay } from "../civil.ts";
import { GRANULARITIES, type LocalizedText } from "../kpi.ts";
import { COMPARISONS, PERIOD_PRESETS, type PeriodSelection } from "../period.ts";
import { CHART_KINDS, CHART_LIMITS, type ChartSpec } from "./types.ts";

/** What of an unknown thing isn't a spec: where in it, and in words for whoever sent it. */
export interface SpecFault {
  path: string;
  message: LocalizedText;
}

const NAME = /^[A-Za-z]\w*(\.[A-Za-z]\w*)?$/;
const KEYS = ["title", "measures", "dimensions", "filters", "period", "comparison", "grain", "kind"];

/**
 * Reads a spec from what somebody sent or a file holds: its form alone, `checkSpec` says what of it there is. Strict: what isn't known is a
 * fault and nothing is left out without a word.
 */
export function parseSpec(value: unknown): { spec: ChartSpec } | { faults: readonly SpecFault[] } {
  const faults: SpecFault[] = [];
  const fault: Fault = (path, es, en) => void faults.push({ path, message: { es, en } });
  if (!isRecord(value)) return { faults: [{ path: "", message: { es: "No es un objeto.", en: "It is no object." } }] };
  for (const key of Object.keys(value))
    if (!KEYS.includes(key)) fault(cut(key), "No hay tal campo.", "There is no such field.");
  const { title, measures, dimensions, filters, period, comparison, grain, kind } = value;
  if (!isText(title, CHART_LIMITS.title) || title.trim() === "") {
    fault("title", `Tiene de 1 a ${CHART_LIMITS.title} caracteres.`, `It has 1 to ${CHART_LIMITS.title} characters.`);
  }
  names("measures", measures, 1, CHART_LIMITS.measures, fault);
  names("dimensions", dimensions, 0, CHART_LIMITS.dimensions, fault);
  checkFilters(filters, fault);
  const dates = readPeriod(period);
  if (!dates)
    fault(
      "period",
      `Es un período con nombre (${PERIOD_PRESETS.join(", ")}), o un inicio y un fin como fechas ISO, en su orden.`,
      `It is a preset (${PERIOD_PRESETS.join(", ")}), or a start and an end as ISO dates, in their order.`,
    );
  if (!isOneOf(COMPARISONS, comparison)) fault("comparison", ...oneOf(COMPARISONS));
  if (grain !== null && !isOneOf(GRANULARITIES, grain)) fault("grain", ...oneOf(["null", ...GRANULARITIES]));
  if (kind !== null && !isOneOf(CHART_KINDS, kind)) fault("kind", ...oneOf(["null", ...CHART_KINDS]));
  return faults.length > 0
    ? { faults }
    : { spec: { ...(value as unknown as ChartSpec), period: dates as PeriodSelection } };
}

type Fault = (path: string, es: string, en: string) => void;

function oneOf(list: readonly string[]): [es: string, en: string] {
  return [`Es uno de estos: ${list.join(", ")}.`, `It is one of ${list.join(", ")}.`];
}

function names(path: string, value: unknown, least: number, most: number, fault: Fault): void {
  if (!Array.isArray(value) || value.length < least || value.length > most) {
    fault(path, `Es una lista de ${least} a ${most} nombres.`, `It is a list of ${least} to ${most} names.`);
    return;
  }
  value.forEach((name, index) => {
    if (!isName(name))
      fault(
        `${path}.${index}`,
        "No es el nombre de un indicador, una medida o una dimensión.",
        "It is no name of a KPI, a measure or a dimension.",
      );
    else if (value.indexOf(name) !== index) fault(`${path}.${index}`, "Está dos veces.", "It is there twice.");
  });
}

function checkFilters(value: unknown, fault: Fault): void {
  if (!isRecord(value) || Object.keys(value).length > CHART_LIMITS.filters) {
    fault(
      "filters",
      `Tiene una lista de valores para cada una de ${CHART_LIMITS.filters} dimensiones como mucho.`,
      `It has a list of values for each of at most ${CHART_LIMITS.filters} dimensions.`,
    );
    return;
  }
  for (const [name, chosen] of Object.entries(value)) {
    const path = `filters.${cut(name)}`;
    if (!isName(name)) fault(path, "No es el nombre de una dimensión.", "It is no name of a dimension.");
    const isList = Array.isArray(chosen) && chosen.length > 0 && chosen.length <= CHART_LIMITS.values;
    if (!isList || !chosen.every((each) => isText(each, CHART_LIMITS.value)) || new Set(chosen).size < chosen.length) {
      fault(
        path,
        `Tiene de 1 a ${CHART_LIMITS.values} valores distintos de ${CHART_LIMITS.value} caracteres como mucho.`,
        `It has 1 to ${CHART_LIMITS.values} different values of at most ${CHART_LIMITS.value} characters.`,
      );
    }
  }
}

function readPeriod(value: unknown): PeriodSelection | null {
  if (!isRecord(value)) return null;
  const keys = Object.keys(value).toSorted().join();
  if (keys === "preset") return isOneOf(PERIOD_PRESETS, value.preset) ? { preset: value.preset } : null;
  const { start, end } = value;
  if (keys !== "end,start" || !isDate(start) || !isDate(end) || start > end) return null;
  return { start, end };
}

function isDate(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  try {
    return Number.isFinite(toEpochDay(value));
  } catch {
    return false;
  }
}

function isOneOf<T extends string>(list: readonly T[], value: unknown): value is T {
  return (list as readonly unknown[]).includes(value);
}

function isName(value: unknown): value is string {
  return isText(value, CHART_LIMITS.name) && NAME.test(value);
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && value.length <= most;
}

function cut(name: string): string {
  return name.slice(0, 60);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
