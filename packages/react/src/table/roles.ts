/** Named though they are what the elements are: browsers forget it of rows that are laid out as cards. */
export const ROLES = {
  table: { role: "table" },
  /** A grid is what rows are chosen in. */
  grid: { role: "grid" },
  rowGroup: { role: "rowgroup" },
  row: { role: "row" },
  columnHeader: { role: "columnheader" },
  rowHeader: { role: "rowheader" },
  cell: { role: "cell" },
  gridCell: { role: "gridcell" },
} as const;
