import type { Erasure } from "@northstar/core";
import { renderTable } from "../renderTable.ts";

const REST =
  "The file keeps bytes of what was replaced, where no question finds them: `northstar ingest rewrite`, with the server stopped.";

/** What an erasure came to, by table; names nobody. */
export function describeErasure({ dryRun, rows, status, error }: Erasure): string[] {
  if (status === "failed") return [error ?? "The erasure failed. Nothing was changed."];
  const tables = Object.entries(rows).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (tables.length === 0) {
    return dryRun
      ? ["Nobody is known by this identifier: nothing would change but that it is refused in future."]
      : ["Nobody is known by this identifier: nothing was changed. What comes with it from now on is kept out."];
  }
  const table = renderTable(
    [["table", "rows"], ...tables.map(([name, count]) => [name, count.toLocaleString("en")])],
    ["left", "right"],
  );
  return dryRun
    ? ["Would be changed or removed; nothing was, this is a dry run:", ...table]
    : ["Erased. Changed or removed:", ...table, "", REST];
}
