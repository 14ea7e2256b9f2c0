import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { IngestError } from "../errors.ts";
import type { Part, PartFormat } from "./part.ts";

const PART_BYTES = 16 * 1024 * 1024;
const PART_LINES = 32_768;
const READ_BYTES = 1024 * 1024;
/** A single JSON document is parsed whole; more than this isn't a page or a webhook any more. */
const DOCUMENT_BYTES = 256 * 1024 * 1024;

/**
 * Reads every file from end to end once, cheaply, so that a missing, unreadable or broken one stops the command before
 * anything is loaded.
 * @throws IngestError `file_unreadable`
 */
export async function checkReadable(paths: readonly string[]): Promise<number> {
  let total = 0;
  for (const path of paths) {
    try {
      const file = await open(path, "r");
      try {
        const stat = await file.stat();
        if (!stat.isFile()) throw new Error("it isn't a file");
        total += stat.size;
        await file.read(Buffer.alloc(1), 0, 1, 0);
      } finally {
        await file.close();
      }
      // A truncated archive shows only at its end.
      if (path.endsWith(".gz")) for await (const _ of contentsOf(path));
    } catch (error) {
      throw unreadable(path, error);
    }
  }
  return total;
}

function unreadable(path: string, error: unknown): IngestError {
  const why = error instanceof Error ? error.message.replace(/, (open|read|stat) .*$/, "") : String(error);
  return new IngestError(
    "file_unreadable",
    `The file ${path} can't be read (${why}), so nothing of it was loaded; check the path and the file.`,
    {
      cause: error,
    },
  );
}

function contentsOf(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: READ_BYTES });
  if (!path.endsWith(".gz")) return file;
  const unpacked = createGunzip({ chunkSize: READ_BYTES });
  file.on("error", (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}

/**
 * A file as parts of bounded size that end where a line ends.
 * @throws IngestError `file_unreadable`
 */
export async function* readParts(path: string): AsyncGenerator<Part> {
  let format: PartFormat | undefined;
  let header: Buffer | undefined;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let line = 1;
  try {
    for await (const chunk of contentsOf(path)) {
      pending.push(chunk);
      pendingBytes += chunk.length;
      if (pendingBytes > DOCUMENT_BYTES) throw new Error("it holds a document or a line of more than 256 MB");
      if (format === "json") continue;
      if (format === undefined ? !chunk.includes(10) : pendingBytes < PART_BYTES) continue;
      let buffer: Buffer = Buffer.concat(pending);
      if (format === undefined) {
        format = formatOf(buffer);
        if (format === "csv") {
          const end = buffer.indexOf(10) + 1;
          header = buffer.subarray(0, end);
          buffer = buffer.subarray(end);
          line++;
        }
      }
      if (format !== "json") {
        const cut = cutAtLines(buffer, format, header, line, false);
        yield* cut.parts;
        line = cut.line;
        buffer = cut.rest;
      }
      pending = [buffer];
      pendingBytes = buffer.length;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  let rest: Buffer = Buffer.concat(pending);
  if (rest.length === 0) return;
  format ??= formatOf(rest);
  if (format === "json" || format === "form") {
    yield { format, body: rest, firstLine: 1, units: 1 };
    return;
  }
  if (format === "csv" && header === undefined) {
    const end = rest.indexOf(10) + 1 || rest.length;
    header = rest.subarray(0, end);
    rest = rest.subarray(end);
    line++;
  }
  yield* cutAtLines(rest, format, header, line, true).parts;
}

/** A form on its one line: `name=value&name=value`, the names as they are encoded or not. */
const FORM = /^[\w.%[\]-]+=[^\s,;]*(&[\w.%[\]-]+=[^\s,;]*)*$/;

/** CSV unless it begins as JSON or is a form; NDJSON when the first line is a whole document. */
export function formatOf(beginning: Buffer): PartFormat {
  const text = beginning
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  if (!text.startsWith("{") && !text.startsWith("[")) return FORM.test(text.trimEnd()) ? "form" : "csv";
  const firstLine = text.split("\n", 1)[0] ?? "";
  try {
    JSON.parse(firstLine);
    return "ndjson";
  } catch {
    if (firstLine.trim().length === 1) return "json";
    // A damaged first line of NDJSON is still followed by lines that are documents.
    const second = text.slice(firstLine.length + 1).split("\n", 1)[0] ?? "";
    return second.startsWith("{") && second.trimEnd().endsWith("}") ? "ndjson" : "json";
  }
}

interface Cut {
  parts: Part[];
  rest: Buffer;
  line: number;
}

function cutAtLines(buffer: Buffer, format: PartFormat, header: Buffer | undefined, line: number, final: boolean): Cut {
  const parts: Part[] = [];
  let start = 0;
  let firstLine = line;
  let units = 0;
  let quotes = 0;
  let scanned = 0;
  const emit = (end: number) => {
    if (units === 0) return;
    const slice = buffer.subarray(start, end);
    parts.push({ format, body: header ? Buffer.concat([header, slice]) : slice, firstLine, units });
    start = end;
    firstLine = line;
    units = 0;
  };
  while (scanned < buffer.length) {
    const newline = buffer.indexOf(10, scanned);
    const end = newline === -1 ? buffer.length : newline + 1;
    if (newline === -1 && !final) break;
    // A quoted CSV value may hold line breaks; a row ends where its quotes are even.
    if (format === "csv") quotes += count(buffer, 34, scanned, end);
    const blank = end - scanned <= 2 && buffer.toString("latin1", scanned, end).trim() === "";
    scanned = end;
    line++;
    if (quotes % 2 === 1) continue;
    if (!blank) units++;
    if (units >= PART_LINES || scanned - start >= PART_BYTES) emit(scanned);
  }
  if (final) {
    if (units === 0 && quotes % 2 === 1) units = 1;
    emit(buffer.length);
    return { parts, rest: buffer.subarray(buffer.length), line };
  }
  if (start < buffer.length) line = firstLine;
  return { parts, rest: buffer.subarray(start), line };
}

function count(buffer: Buffer, byte: number, start: number, end: number): number {
  let found = 0;
  // Not `indexOf`: without a quote in the line it would search the whole rest of the buffer, for every line.
  for (let at = start; at < end; at++) if (buffer[at] === byte) found++;
  return found;
}
