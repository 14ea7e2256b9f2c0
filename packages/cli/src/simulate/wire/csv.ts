export type CsvValue = string | number | boolean | null;

function cell(value: CsvValue): string {
  if (value === null) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines of an RFC 4180 file: the header, then a line for each row. Null is an empty cell. */
export function* csvLines<T>(
  columns: Readonly<Record<string, (row: T) => CsvValue>>,
  rows: Iterable<T>,
): Generator<string> {
  const getters = Object.values(columns);
  yield Object.keys(columns).join(",");
  for (const row of rows) yield getters.map((get) => cell(get(row))).join(",");
}

/** An instant in ms UTC as ISO 8601 with zone, null as an empty cell. */
export function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
