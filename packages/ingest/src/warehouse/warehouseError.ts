import { IngestError } from "../errors.ts";

const DISK_FULL = /No space left|ENOSPC|disk (is )?full|Disk quota exceeded|File too large/i;
/** What doesn't fit into memory goes to files, which may take nine tenths of what is free on the disk when the instance is opened. */
const NO_ROOM_FOR_TEMPORARY_FILES = /max_temp_directory_size/;
/** After its own faults (INTERNAL) DuckDB refuses further work too. */
const FATAL = /database has been invalidated|FATAL Error|INTERNAL Error/;

/** Whether DuckDB refuses further work on the instance. A commit for which the log has no room is none of these: it is cut back by itself. */
export function isBroken(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (FATAL.test(cause.message)) return true;
  }
  return false;
}

/**
 * Turns what DuckDB throws into an {@link IngestError} where the cause is one that a person can act on;
 * anything else comes back as it is.
 */
export function warehouseError(error: unknown, path: string): unknown {
  if (error instanceof IngestError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/Could not set lock|Conflicting lock|being used by another process/i.test(text)) {
    const holder = /PID (\d+)/.exec(text)?.[1];
    return new IngestError(
      "warehouse_locked",
      `The warehouse ${path} is open in another process${holder ? ` (process ${holder})` : ""}, and only one at a time may write to it; stop that process, or choose another warehouse file.`,
      { cause: error },
    );
  }
  if (DISK_FULL.test(text) || NO_ROOM_FOR_TEMPORARY_FILES.test(text)) {
    return new IngestError(
      "warehouse_full",
      `The disk that holds the warehouse ${path} is full; what was confirmed before is kept. Free some space: what runs goes on by itself, a command is given again.`,
      { cause: error },
    );
  }
  if (/database has been invalidated|FATAL Error/.test(text)) {
    return new IngestError(
      "warehouse_invalid",
      `The warehouse ${path} had a fatal error and has to be opened again; committed rows are kept.`,
      { cause: error },
    );
  }
  if (/not a valid DuckDB database|Serialization Error|older version of DuckDB|newer version of DuckDB/i.test(text)) {
    return new IngestError(
      "warehouse_invalid",
      `The file ${path} can't be read as a warehouse (${firstLine(text)}); choose another file, or move this one away to start with an empty one.`,
      { cause: error },
    );
  }
  if (/Cannot open file|No such file or directory|Permission denied|Is a directory|read-only mode/i.test(text)) {
    return new IngestError(
      "warehouse_missing",
      `The warehouse ${path} can't be opened (${firstLine(text)}); check that its folder exists and may be written to.`,
      { cause: error },
    );
  }
  return error;
}

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").trim();
}
