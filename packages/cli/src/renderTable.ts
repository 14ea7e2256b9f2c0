export type Align = "left" | "right";

/** Rows of cells as lines with aligned columns, two spaces between them and none at the end. */
export function renderTable(rows: readonly (readonly string[])[], align: readonly Align[]): string[] {
  const widths = align.map((_, column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    align
      .map((side, column) => {
        const cell = row[column] ?? "";
        const width = widths[column] ?? 0;
        return side === "left" ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
