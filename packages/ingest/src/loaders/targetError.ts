import { IngestError } from "../errors.ts";

/** A failure of a target as a sentence; errors of ours stay as they are. */
export function targetError(error: unknown, warehouse: string, what: string): IngestError {
  if (error instanceof IngestError) return error;
  const why = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0];
  return new IngestError(
    "target_failed",
    `${warehouse} refused ${what} (${why}); that step changed nothing. Mend it and publish again: tables that were finished are left out.`,
    { cause: error },
  );
}
