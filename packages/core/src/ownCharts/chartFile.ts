import { parseSpec, type SpecFault } from "./parseSpec.ts";
import type { ChartSpec } from "./types.ts";

/** What says that a file holds a chart, and in which form. Raised when an older reader would misread it. */
const FORMAT = "northstar.chart";
const VERSION = 1;

/** Longest file that is read, characters: a chart with everything in it has a tenth of it. */
const MOST_CHARACTERS = 200_000;

/** A chart as a file of JSON, to be kept beside code or taken to another installation: what is asked, and none of its data. */
export function writeChartFile(spec: ChartSpec): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, chart: spec }, null, 2)}\n`;
}

/** Reads what `writeChartFile` wrote. Faults are in words for whoever chose the file. */
export function readChartFile(text: string): { spec: ChartSpec } | { faults: readonly SpecFault[] } {
  if (text.length > MOST_CHARACTERS)
    return refused("", "El archivo es demasiado grande para un gráfico.", "The file is too large for a chart.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused("", "El archivo no es JSON.", "The file is not JSON.");
  }
  if (typeof value !== "object" || value === null || !("format" in value) || value.format !== FORMAT) {
    return refused(
      "format",
      `El archivo no es un gráfico: su formato no es "${FORMAT}".`,
      `The file is no chart: its format isn't "${FORMAT}".`,
    );
  }
  if (!("version" in value) || value.version !== VERSION) {
    return refused(
      "version",
      `El archivo es de otra versión. Aquí se lee la versión ${VERSION}.`,
      `The file is of another version. This one reads version ${VERSION}.`,
    );
  }
  const extra = Object.keys(value).find((key) => !["format", "version", "chart"].includes(key));
  if (extra !== undefined) return refused(extra.slice(0, 60), "No hay tal campo.", "There is no such field.");
  return parseSpec("chart" in value ? value.chart : undefined);
}

function refused(path: string, es: string, en: string): { faults: readonly SpecFault[] } {
  return { faults: [{ path, message: { es, en } }] };
}
