import { parse } from "csv-parse/sync";
import { documentsOf, type Part } from "../pipeline/part.ts";
import { formatOf } from "../pipeline/readParts.ts";
import { isObject } from "../sources/values.ts";

/** Whether a value is, or holds, an identifier of the person; `key` is the name that it has in its object, or null. */
export type IsTheirs = (value: string, key: string | null) => boolean;

/**
 * A payload without the records that name a person: of an array's objects those that do, of lines and CSV rows those that do, else the whole
 * payload. Null when it doesn't name them.
 */
export function redactBody(body: Buffer, isTheirs: IsTheirs): Buffer | null {
  const format = formatOf(body);
  const text = body.toString("utf8").replace(/^\ufeff/, "");
  if (format === "csv") return redactCsv(text, isTheirs);
  const part: Part = { format, body, firstLine: 1, units: 1 };
  let changed = false;
  const kept: string[] = [];
  for (const item of documentsOf(part)) {
    if (item.rejection) {
      if (namesThem(item.text, isTheirs)) changed = true;
      else kept.push(item.text);
      continue;
    }
    const count = { removed: 0 };
    const whole = redactValue(item.document, null, isTheirs, count);
    if (whole) changed = true;
    else if (count.removed === 0) kept.push(item.text);
    else {
      changed = true;
      kept.push(JSON.stringify(item.document));
    }
  }
  if (!changed) return null;
  return Buffer.from(kept.length === 0 && format === "json" ? "[]" : kept.join("\n"));
}

/** Takes records that name the person out of arrays. @returns true when what is left names them, so that the whole has to go */
function redactValue(value: unknown, key: string | null, isTheirs: IsTheirs, count: { removed: number }): boolean {
  if (Array.isArray(value)) {
    let theirs = false;
    for (let index = value.length - 1; index >= 0; index--) {
      if (!redactValue(value[index], key, isTheirs, count)) continue;
      if (isRecord(value[index])) {
        value.splice(index, 1);
        count.removed++;
      } else theirs = true;
    }
    return theirs;
  }
  if (isObject(value)) {
    let theirs = false;
    for (const name in value) {
      if (isTheirs(name, null) || redactValue(value[name], name, isTheirs, count)) theirs = true;
    }
    return theirs;
  }
  return typeof value === "string" || typeof value === "number" ? isTheirs(String(value), key) : false;
}

/** A pair of a name and a value is a part of what it stands in, not a record. */
function isRecord(value: unknown): boolean {
  return isObject(value) && !("value" in value && ("key" in value || "type" in value || "name" in value));
}

function redactCsv(text: string, isTheirs: IsTheirs): Buffer | null {
  let rows: string[][];
  try {
    rows = parse(text, { relax_column_count: true, relax_quotes: true, skip_empty_lines: true }) as string[][];
  } catch {
    return namesThem(text, isTheirs) ? Buffer.alloc(0) : null;
  }
  const [header = []] = rows;
  const kept = rows.filter((row) => !row.some((value, index) => isTheirs(value, header[index] ?? null)));
  if (kept.length === rows.length) return null;
  return Buffer.from(kept.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\n"));
}

/** Text that nothing takes apart: word by word. */
export function namesThem(text: string, isTheirs: IsTheirs): boolean {
  return (
    isTheirs(text, null) || text.split(/[\s"',;:<>{}[\]()=&]+/).some((word) => word !== "" && isTheirs(word, "id"))
  );
}
