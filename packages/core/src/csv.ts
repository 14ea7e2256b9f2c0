/** A cell of an exported table; null is a value that doesn't exist. */
export type ExportCell = string | number | null;

export interface CsvOptions {
  /**
   * How numbers and columns are marked off: `.` and commas, which programs read everywhere, or the decimal comma and semicolons
   * that spreadsheets set to Spanish, French, German… expect of a CSV file. @default "point"
   */
  decimal?: "point" | "comma";
  /**
   * Lines before the header, each behind `# `: what the rows are of, their period, what they are filtered by, how old they are.
   * Readers skip them with their comment option (`comment="#"` in pandas and DuckDB). @default none
   */
  comments?: readonly string[];
}

/** Excel takes a file for UTF-8 by this mark alone. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Writes CSV piece by piece, for more rows than fit in memory. */
export interface CsvWriter {
  /** What stands before the rows: byte order mark, comments, header. */
  begin(header: readonly string[]): string;
  lines(rows: readonly (readonly ExportCell[])[]): string;
}

/** The parts of a CSV file as `toCsv` makes it. */
export function csvWriter({ decimal = "point", comments = [] }: CsvOptions = {}): CsvWriter {
  const separator = decimal === "comma" ? ";" : ",";
  const line = (cells: readonly ExportCell[]) => {
    const text = cells.map((cell) => quote(cellText(cell, decimal), separator)).join(separator);
    // A line with one empty cell would be an empty line, which readers skip.
    return text === "" ? '""' : text;
  };
  // A comment has to begin with its mark, so nothing in it may ask for quotes.
  const notes = comments.map((text) => `# ${text.replaceAll(/["\r\n]/g, " ").replaceAll(separator, " ·")}`);
  const ended = (lines: readonly string[]) => lines.map((text) => `${text}\r\n`).join("");
  return {
    begin: (header) => BYTE_ORDER_MARK + ended([...notes, line(header)]),
    lines: (rows) => ended(rows.map(line)),
  };
}

/**
 * Rows as CSV by RFC 4180, the header first: CRLF after every line, cells with a separator, quote or line break in quotes, quotes
 * doubled. Numbers are written without grouping; what is no finite number is an empty cell. Texts that a spreadsheet would run as a
 * formula are disarmed (`guardFormula`). Begins with a byte order mark.
 */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly ExportCell[])[],
  options: CsvOptions = {},
): string {
  const writer = csvWriter(options);
  return writer.begin(header) + writer.lines(rows);
}

/**
 * Rows as tab-separated text for the clipboard: tabs and line breaks inside cells become spaces, formulas are disarmed, numbers have
 * the reader's decimal mark so that a spreadsheet takes them for numbers.
 */
export function toTsv(
  header: readonly string[],
  rows: readonly (readonly ExportCell[])[],
  { decimal = "point" }: Pick<CsvOptions, "decimal"> = {},
): string {
  const line = (cells: readonly ExportCell[]) =>
    cells.map((cell) => cellText(typeof cell === "string" ? cell.replaceAll(/[\t\r\n]+/g, " ") : cell, decimal));
  return [header, ...rows].map((cells) => line(cells).join("\t")).join("\n");
}

// `=`, `+`, `-`, `@` and their full-width forms, also behind blanks; tab and line breaks, which spreadsheets drop before they look.
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r\n]/;
const PLAIN_NUMBER = /^-?\d+(?:[.,]\d+)?$/;

/**
 * Puts an apostrophe before a text that a spreadsheet would run as a formula; a plain negative number is none.
 * By OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function guardFormula(text: string): string {
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

function cellText(cell: ExportCell, decimal: "point" | "comma"): string {
  if (cell === null) return "";
  if (typeof cell === "string") return guardFormula(cell);
  if (!Number.isFinite(cell)) return "";
  const text = String(cell);
  return decimal === "comma" ? text.replace(".", ",") : text;
}

function quote(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
