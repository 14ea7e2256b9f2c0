import { parse } from "csv-parse/sync";
import { Rejection } from "../sources/normaliser.ts";

export type PartFormat = "json" | "ndjson" | "csv" | "form";

/** A piece of input that goes into the inbox as one payload. */
export interface Part {
  format: PartFormat;
  body: Buffer;
  /** Line of the file that the body begins at; 1 for a webhook. */
  firstLine: number;
  /** Lines, CSV rows or documents in the body, known without looking inside. */
  units: number;
}

/** A document of a part, or why it can't be read; `position` finds it again in the part. */
export type PartDocument =
  | { position: string; document: unknown; rejection?: undefined; text: string }
  | { position: string; rejection: Rejection; text: string };

/** Takes a part apart into documents. What can't be parsed comes out as a rejection, never as an exception. */
export function* documentsOf(part: Part): Generator<PartDocument> {
  const text = part.body.toString("utf8").replace(/^\ufeff/, "");
  switch (part.format) {
    case "json":
      yield jsonDocument(text, "body");
      return;
    case "ndjson": {
      let line = part.firstLine;
      for (const each of text.split("\n")) {
        if (each.trim() !== "") yield jsonDocument(each, `line ${line}`);
        line++;
      }
      return;
    }
    case "form":
      yield { position: "body", document: Object.fromEntries(new URLSearchParams(text)), text };
      return;
    case "csv":
      yield* csvDocuments(text, part.firstLine);
  }
}

function jsonDocument(text: string, position: string): PartDocument {
  try {
    return { position, document: JSON.parse(text) as unknown, text };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { position, rejection: new Rejection("invalid_json", why), text };
  }
}

/** A snapshot has to be seen whole, so all rows of a CSV part are one document: an array of objects. */
function* csvDocuments(text: string, firstLine: number): Generator<PartDocument> {
  try {
    const rows = parse(text, {
      columns: (header: string[]) => header.map(columnName),
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
    }) as Record<string, string>[];
    yield { position: `rows from line ${firstLine}`, document: rows, text };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    yield { position: `rows from line ${firstLine}`, rejection: new Rejection("invalid_csv", why), text };
  }
}

/** `Record ID` and `record-id` are `record_id`; a leading underscore stays. */
function columnName(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}
