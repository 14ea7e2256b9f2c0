/** Passes through Cube's queue, which keeps of an error its text alone. */
const MARK = "Northstar: the warehouse is unavailable";

/** DuckDB's words for a disk that is full, and for an instance that has to be opened anew because of that or another fatal error. */
const BROKEN =
  /database has been invalidated|FATAL Error|No space left on device|Disk quota exceeded|File too large|max_temp_directory_size/;

/** A query that came while the warehouse couldn't be asked. */
export function warehouseUnavailable(cause: unknown): Error {
  return new Error(MARK, { cause });
}

/** Whether asking again later may be answered. */
export function isUnavailable(text: string): boolean {
  return text.includes(MARK) || BROKEN.test(text);
}
